"""The WSGI application that granian serves."""

import os
from threading import Timer

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuvurane.config.settings")
application = get_wsgi_application()

from tuvurane.config import daily  # noqa: E402 - rooms can be read only when Django stands
from tuvurane.evidence import publishing  # noqa: E402 - rooms can be read only when Django stands

# A worker reads the libraries behind the change page while nobody waits for it: some seconds after
# its start, so that the first page after a start is not held up.
WAITS_SECONDS = 10
reading = Timer(WAITS_SECONDS, publishing.warm_up)
reading.daemon = True
reading.start()

# What is older than its time goes by itself, once a day: one worker does it.
daily.begin()
