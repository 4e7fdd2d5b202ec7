# Aliases; the commands themselves are in ./run (./run help).
.PHONY: run test check users
run:
	@./run
test check users:
	@./run $@
