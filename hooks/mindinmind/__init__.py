"""Mind in Mind: the site's logic, in plain Python that asks MkDocs for next to nothing.

Data walks one way: sources -> model -> match -> render -> check. The hook files beside this
package hold MkDocs events and nothing else.
"""
