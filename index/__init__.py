"""Where the plan says it: terms, BM25, spelling, lexicon and table look-up behind one search façade."""
