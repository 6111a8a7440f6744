"""One address restores the exact experiment."""

from collections.abc import Mapping

from seqviz.components.copy_link import copy_link_button
from seqviz.text.catalog import Catalog


def copy_link(t: Catalog, settings: Mapping[str, str]) -> None:
    """Draw the button that copies the address of these settings, in the language of whoever opens it."""
    copy_link_button(settings, key="copy-link", label=t("common.copy-link"), done=t("common.copied"))
