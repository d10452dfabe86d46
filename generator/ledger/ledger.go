// Package ledger remembers between runs: digests of plain data, what every
// output asked for last time, and what came of it.
//
// It knows neither pages nor files' contents; it stores what it is given.
// codec.go turns plain data into bytes and back, digest.go into a digest,
// store.go keeps both in one file. Ledger below is the record of one output
// folder.
//
// An output is a function of the answers it asked for. It is kept when every
// question in its trace has the same answer digest as last time and its file
// is still the one that was written.
package ledger

// Ledger is what is known of one output folder since its last build.
type Ledger struct {
	// World stands for all facts but the words of bodies: while it is the
	// same, only questions about bodies can have other answers.
	World     Digest
	Outputs   []Trace
	Questions []Question
	// Places are what pages link to (Facts.Places).
	Places []string
	// Guards are questions that stand before others (see graph.Guards).
	Guards []Question
	// Foreign are files in the folder that are not ours.
	Foreign []string
}

// Seen is what a run needs to find out that nothing at all has changed. It
// is a file of its own, because that is the commonest run and the ledger of a
// large hub takes time to read.
type Seen struct {
	// Sources stands for the stamps of all sources; zero where one was too
	// young to be trusted.
	Sources Digest
	// Today is the day it was built for, Next the next on which output or
	// findings change (both yyyymmdd; Next is 0 for never).
	Today, Next int
	// Report is what the build said, for saying it again.
	Report  []byte
	Outputs []Stamp
}

// Stamp is a file as it was written.
type Stamp struct {
	Path  string
	Size  int64
	MTime int64
	Inode uint64
}

// Question is one question and the digest of its answer.
type Question struct {
	Text   string
	Answer Digest
}

// Trace is how an output came to be.
type Trace struct {
	Path, Kind, ID, Given string
	// Bytes stands for the file's bytes, Size, MTime and Inode for the file
	// as it was written.
	Bytes Digest
	Size  int64
	MTime int64
	Inode uint64
	// Asked are indexes into Ledger.Questions.
	Asked []uint32
	Facts Facts
}

// Facts is what the checks of a finished site need to know of one page.
type Facts struct {
	// Places are the places in the site it links to, as indexes into
	// Ledger.Places; IDs are hashes of what can be linked to in it.
	Places []uint32
	IDs    []uint32
	// Leads says how it leads to a person: not by itself, with a person's
	// name and direct way around its main part, or in it.
	Leads uint8
}
