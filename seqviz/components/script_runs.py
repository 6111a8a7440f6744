"""What kind of run of the script a component is drawn in."""

from streamlit.runtime.scriptrunner import get_script_run_ctx


def whole_script_runs() -> bool:
    """Tell a run of the whole script from a fragment's own: only the latter finds the element where it was."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is None or not context.fragment_ids_this_run
