"""What is asked: the query tree that every parser makes and every backend compiles."""
