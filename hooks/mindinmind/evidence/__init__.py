"""Says who, and how sure? Sources, claims, review dates and changes, as text in and text out.

references -> styles -> data                 what a citation becomes
citations, claims                            what a page's Markdown says about its evidence
reference_page, claim_check, changes         the pages built from all of it
review, cite_this_page, structured_data, pictures
"""
