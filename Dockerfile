# Stage 1 makes an environment that holds planbot and its pinned dependencies, stage 2 is that environment alone.
FROM python:3.11-slim AS build
WORKDIR /src
COPY constraints.txt ./
RUN python -m venv /build \
    && /build/bin/python -m pip install --no-cache-dir -c constraints.txt pip setuptools
COPY pyproject.toml LICENSE README.md ./
COPY knowledge ./knowledge
COPY index ./index
COPY bot ./bot
# Wheels first, with the pinned build tools; then an environment without setuptools, from these wheels alone.
RUN /build/bin/python -m pip wheel --no-cache-dir --no-build-isolation --use-pep517 -c constraints.txt -w /wheels '.[serve]' \
    && python -m venv --without-pip /opt/planbot \
    && /build/bin/python -m pip --python /opt/planbot/bin/python install --no-cache-dir --no-index --find-links /wheels \
        -c constraints.txt 'planbot[serve]'

FROM python:3.11-slim
COPY --from=build /opt/planbot /opt/planbot
RUN useradd --system --uid 10001 --no-create-home --home-dir /data planbot \
    && install -d -o planbot -g planbot /data
ENV PATH=/opt/planbot/bin:$PATH \
    PLANBOT_HOME=/data \
    PLANBOT_HOST=0.0.0.0 \
    LANG=C.UTF-8
USER planbot
WORKDIR /data
VOLUME /data
EXPOSE 8000
# A real question through the whole program: the plan, the index and the reply.
HEALTHCHECK --interval=5m --timeout=30s --start-period=1m CMD ["planbot", "ask", "--json", "规划"]
ENTRYPOINT ["planbot"]
CMD ["serve"]
