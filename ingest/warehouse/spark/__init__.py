"""The same build on Spark, for those who outgrow one machine; it needs packages of its own."""
