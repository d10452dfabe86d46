package generator

// Tests want bugs to panic.
func init() { testing = true }
