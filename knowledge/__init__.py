"""What the plan says: readers, records, facts and the data file that keeps them."""
