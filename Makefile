# `make` sets everything up and builds the handouts in sources/; `make test` sets up and passes the tests.
# Both work without a network once they have run.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --no-deps

# Every start of the program would compile it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: all test bench pictures lock clean

all: $(VENV)/.ready
	@$(RUN) make_handouts.py

# Three processes for two cores: tests of servers, printers and browsers wait much of their time.
test: $(VENV)/.ready-to-test
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check --quiet .
	@$(RUN) -m mypy
	@$(RUN) -m pytest -n 3 --dist loadfile --no-loadscope-reorder

bench: $(VENV)/.ready-to-test
	@$(RUN) -m tests.bench

pictures: $(VENV)/.ready-to-test
	@$(RUN) -m tests.draw_editions

# Debian's packages: by apt-get where it may install, else with the command to type. What is there is not asked for again.
define system-packages
@missing=""; \
for package in $(1); do \
  command -v dpkg-query >/dev/null 2>&1 || break; \
  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'install ok installed' || missing="$$missing $$package"; \
done; \
if [ -n "$$missing" ]; then \
  as=""; [ "$$(id -u)" = 0 ] || as="sudo -n"; \
  echo "Installing$$missing"; \
  { $$as apt-get -qq update && DEBIAN_FRONTEND=noninteractive $$as apt-get -qq install -y --no-install-recommends $$missing; } >/dev/null 2>&1 \
  || echo "Could not install$$missing. Type: sudo apt-get install$$missing"; \
fi
endef

# A Python without ensurepip is Debian's, which keeps it in a package of its own.
VENV_PACKAGE := $(shell $(PYTHON) -c 'import ensurepip' 2>/dev/null || echo python3-venv)

$(VENV)/.ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version 2>&1). Install it, or name it: make PYTHON=python3.12"; exit 5; }
	$(call system-packages,$(VENV_PACKAGE) libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
	@echo "Setting up $(VENV)"
	@test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	@$(PIP) -r requirements.txt
	@$(RUN) make_handouts.py doctor >/dev/null || $(RUN) make_handouts.py doctor
	@touch $@

# A program that is there, whoever put it there, is not asked for again.
program-package = $(shell command -v $(1) >/dev/null 2>&1 || echo $(2))
TEST_PACKAGES := $(call program-package,java,default-jre-headless) $(call program-package,mvn,maven) \
  $(call program-package,npm,npm) $(call program-package,chromium,chromium) \
  $(call program-package,tesseract,tesseract-ocr tesseract-ocr-spa) \
  $(call program-package,ippeveprinter,cups-ipp-utils) $(call program-package,dbus-daemon,dbus-daemon) fonts-noto-cjk

$(VENV)/.ready-to-test: requirements-test.txt $(VENV)/.ready
	$(call system-packages,$(TEST_PACKAGES))
	@$(PIP) -r requirements-test.txt
	@echo "Fetching veraPDF"
	@mvn -q -B -f tests/verapdf.xml dependency:copy-dependencies \
	  -DoutputDirectory="$(CURDIR)/$(VENV)/verapdf" >/dev/null 2>&1 \
	  || echo "veraPDF could not be fetched; its tests will be skipped. Run 'make test' again with Maven and a network."
	@touch $@

lock:
	@$(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  pyproject.toml -o requirements.txt
	@$(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --extra test -c requirements.txt pyproject.toml -o requirements-test.txt

clean:
	@rm -rf $(VENV) build dist *.egg-info
