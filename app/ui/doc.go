// Package ui draws the window out of what vm holds. It decides nothing: events
// go into a vm.Desk, the screens draw what the desk answers, and what a person
// does leaves through Actions. Everything in it runs on the UI thread and
// nothing in it blocks.
package ui
