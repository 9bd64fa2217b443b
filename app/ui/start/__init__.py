"""The start page: which territory, which poster to take up again, an example to take apart."""
