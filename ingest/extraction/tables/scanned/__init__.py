"""What is believed of tables recognised from pictures: proved, mended, or kept out of facts."""
