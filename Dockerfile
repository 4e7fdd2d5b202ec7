# One image for web, desk, worker, beat and relay; docker-compose.yml says which is which.
FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
# The volumes of releases and of their key take their owner from the image; openssl signs them.
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin tracker \
    && mkdir -m 755 /releases && mkdir -m 700 /keys && chown tracker /releases /keys && openssl version
WORKDIR /app

COPY requirements.txt .
RUN pip install --require-hashes -r requirements.txt && python -m compileall -q "$(python -c 'import site; print(site.getsitepackages()[0])')"

COPY . .
# Static files are part of the image; no secret and no database is needed to collect them.
RUN SECRET_KEY=only-to-collect-static-files python manage.py collectstatic --no-input --verbosity 0 \
    && python -m compileall -q events tracker

USER tracker
EXPOSE 8000
CMD ["gunicorn", "tracker.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "4", \
     "--timeout", "60", "--graceful-timeout", "20", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--log-level", "warning"]
