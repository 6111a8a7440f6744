"""All Streamlit glue: controls to config, the live view, layout, session state, export."""
