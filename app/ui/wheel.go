package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// wheel has the wheel of the mouse move a page wherever the pointer is. Over a field
// Fyne would turn what is written there, which has nowhere to go. It takes nothing
// else from what is below it.
type wheel struct {
	widget.BaseWidget
	page *container.Scroll
}

func newWheel(page *container.Scroll) *wheel {
	w := &wheel{page: page}
	w.ExtendBaseWidget(w)
	return w
}

// wheeled is a page under its wheel.
func wheeled(page *container.Scroll) fyne.CanvasObject {
	return container.NewStack(page, newWheel(page))
}

// Scrolled implements fyne.Scrollable.
func (w *wheel) Scrolled(e *fyne.ScrollEvent) { w.page.Scrolled(e) }

// CreateRenderer implements fyne.Widget.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(&canvas.Rectangle{})
}
