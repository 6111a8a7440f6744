"""The map of the course."""

from seqviz.ui.home import course_map
from seqviz.ui.page import open_page

page = open_page("home")
course_map(page.t)
page.lesson("how")
page.lesson("way")
