"""Numbers with their units, qualifiers and what they count.

`find.find_figures` reads a page once: `numeral_reader` finds numbers, `barred` drops those that claim nothing, `quantities` adds
currencies, units, rates and bounding words, `pairs` joins two numbers that are one figure, `ranks` adds ranks; then `items` finds
what is counted (`nouns` behind the number, `subjects` before it), `roles` and `people` what happened to whom, `changes` whether it
rose or fell. Words are data: every `.yml` lies beside the one module that reads it and is held to its examples on first use.
"""
