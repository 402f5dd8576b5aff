package history

// beingImported is logs.retired of a log that is being imported: until that is
// done it is nowhere to be seen.
const beingImported = "2"
