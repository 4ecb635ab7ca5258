# Thin aliases of script/.
.PHONY: demo test lint lock bench
demo: ; script/demo
test: ; script/test
lint: ; script/lint
lock: ; script/lock
bench: ; script/bench
