package picture

// Memory is how many bytes it takes to decode a picture, about: that of the
// pixels as they come out of the decoder, and what it needs besides.
func (i Info) Memory() int64 {
	pixels := int64(i.Width) * int64(i.Height)
	switch {
	case i.Format == JPEG:
		values := 3 * pixels
		if i.thinned {
			values = 2 * pixels // two thirds of it for photos of telephones
		}
		if i.passes {
			return 5 * values // and four bytes for each until the last pass
		}
		return values
	case i.Format == HEIC:
		return 36 * pixels
	case i.Depth > 8:
		return 12 * pixels // as they are, and as eight bits
	}
	return 5 * pixels
}
