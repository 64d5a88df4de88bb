"""Says who, and how sure? Sources, claims, review dates and changes, as text in and text out.

references -> styles -> data                 what a citation becomes
citations, claims                            what a page's Markdown says about its evidence
pages, page_checks, review                   what is known of a page, what it lacks, when it is due
site                                         all of it, and the pages built from it
cite_this_page, structured_data              what programs are told of a page
"""
