# Slipway's commands. Everything works from a fresh clone: what a target needs, it makes first.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.NOTPARALLEL:

CONFIGURATION ?= Release
GPUS ?=
REGISTRY ?= $(SLIPWAY_REGISTRY)
export CONFIGURATION GPUS
export SLIPWAY_REGISTRY := $(REGISTRY)

CLUSTER := tests/cluster/cluster
RESULTS := artifacts/test-results
TEST := dotnet test --no-build --configuration $(CONFIGURATION) --nologo --logger trx --blame-hang --blame-hang-dump-type none
SLIPWAY := dotnet run --project operator/Cli --no-build --configuration $(CONFIGURATION) --

# Every target that `make help` shows.
.PHONY: $(shell sed -n 's/^\([a-z0-9-]*\):.*\#\# .*/\1/p' Makefile)

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

restore: ## Fetch what npm and NuGet provide (npm only when its lock has changed)
	@if [[ ! -L node_modules ]] && ! cmp -s package-lock.json node_modules/.slipway-lock.json; then \
	  npm ci && cp package-lock.json node_modules/.slipway-lock.json; fi
	@dotnet restore Operator.sln --nologo -v q

build: restore ## Compile everything; warnings are errors
	@dotnet build Operator.sln --no-restore --configuration $(CONFIGURATION) --nologo -v q

test: build ## Run the fast tests: every test project but the end-to-end one
	@rm -rf $(RESULTS)/test
	@$(TEST) Operator.sln --blame-hang-timeout 2m --results-directory $(RESULTS)/test \
	  --filter 'FullyQualifiedName!~Slipway.EndToEnd'

test-local: program ## Run the whole product on this machine as users get it: time to the first answer, random schedules of faults (SEEDS=50)
	@rm -rf $(RESULTS)/test-local
	@SEEDS=$(or $(SEEDS),50) SLIPWAY_PROGRAMS=artifacts/slipway $(TEST) tests/System --blame-hang-timeout 5m \
	  --results-directory $(RESULTS)/test-local --logger 'console;verbosity=detailed'

lint: restore ## Check formatting, scripts, the chart, and that no project is forgotten
	@.ci/lint

verify: build ## Check that generated files match the code
	@rm -rf artifacts/verify && mkdir -p artifacts/verify
	@$(SLIPWAY) generate crds --output artifacts/verify/crds
	@$(SLIPWAY) generate rbac --output artifacts/verify/rbac
	@diff -ru crds artifacts/verify/crds
	@diff -ru charts/slipway/files/crds artifacts/verify/crds
	@diff -ru charts/slipway/generated artifacts/verify/rbac

images: restore ## Build both images; load them into the cluster if it is up, push them if REGISTRY is given
	@tests/cluster/images

e2e: cluster-up images build ## Run the end-to-end tests on a real cluster
	@rm -rf $(RESULTS)/e2e
	@eval "$$($(CLUSTER) env)" && set -a && . artifacts/images.env && \
	  $(TEST) tests/EndToEnd --blame-hang-timeout 5m --results-directory $(RESULTS)/e2e --filter "Category!=Soak$$([[ $$($(CLUSTER) driver) == local ]] || echo '&Category!=OwnControlPlane')"

program: build ## slipway and slipway-runtime in artifacts/slipway, compiled ahead for a quick start
	@for project in operator/Cli runtime/Server; do \
	  dotnet publish $$project --no-restore --configuration $(CONFIGURATION) --runtime linux-x64 --no-self-contained \
	    --output artifacts/slipway --nologo -v q; done

demo: program ## Show the product at work on this machine: no cluster, no root
	@tests/demo/run.sh

demo-cluster: ## Show the product at work on a real cluster
	@tests/demo/cluster.sh

bench-operator: restore ## Our controller beside kube-controller-manager's (SIZES=100,1000,5000 ROUNDS=3); needs a built cluster
	@dotnet publish tests/Benchmarks/Operator --no-restore -c Release -r linux-x64 --self-contained -o artifacts/bench-operator --nologo -v q
	@artifacts/bench-operator/bench-operator run --sizes $(or $(SIZES),100,1000,5000) --rounds $(or $(ROUNDS),3)

bench-runtime: restore ## Our inference server beside ONNX Runtime in process and beside node (MODELS= CONCURRENCY=1,8,32,128 SECONDS=0.5 ROUNDS=9)
	@npm ci --prefix tests/Benchmarks/Runtime/peer --loglevel error
	@dotnet publish runtime/Server --no-restore -c Release -r linux-x64 --self-contained -o artifacts/bench-runtime/server --nologo -v q
	@dotnet publish tests/Benchmarks/Runtime --no-restore -c Release -r linux-x64 --self-contained -o artifacts/bench-runtime/bench --nologo -v q
	@artifacts/bench-runtime/bench/bench-runtime run $(if $(MODELS),--models $(MODELS)) $(if $(CONCURRENCY),--concurrency $(CONCURRENCY)) \
	  --seconds $(if $(filter environment% command%,$(origin SECONDS)),$(SECONDS),0.5) --rounds $(or $(ROUNDS),9)

soak-runtime: restore ## Our inference server's memory under many requests of all shapes (REQUESTS=1000000)
	@dotnet publish runtime/Server --no-restore -c Release -r linux-x64 --self-contained -o artifacts/bench-runtime/server --nologo -v q
	@dotnet publish tests/Benchmarks/Runtime --no-restore -c Release -r linux-x64 --self-contained -o artifacts/bench-runtime/bench --nologo -v q
	@artifacts/bench-runtime/bench/bench-runtime soak $(or $(REQUESTS),1000000)

bench-gateway: restore ## Our gateway beside haproxy and nginx (BACKENDS=echo,runtime CONCURRENCY=1,32,256 SECONDS=4 ROUNDS=3); installs them where missing
	@tests/Benchmarks/Gateway/peers
	@dotnet publish runtime/Server --no-restore -c Release -r linux-x64 --self-contained -o artifacts/bench-runtime/server --nologo -v q
	@dotnet publish tests/Benchmarks/Gateway --no-restore -c Release -r linux-x64 --self-contained -o artifacts/bench-gateway --nologo -v q
	@artifacts/bench-gateway/bench-gateway run $(if $(BACKENDS),--backends $(BACKENDS)) $(if $(CONCURRENCY),--concurrency $(CONCURRENCY)) \
	  --seconds $(if $(filter environment% command%,$(origin SECONDS)),$(SECONDS),4) --rounds $(or $(ROUNDS),3)

soak-gateway: restore ## Our gateway's memory under many requests (REQUESTS=10000000)
	@dotnet publish tests/Benchmarks/Gateway --no-restore -c Release -r linux-x64 --self-contained -o artifacts/bench-gateway --nologo -v q
	@artifacts/bench-gateway/bench-gateway soak $(or $(REQUESTS),10000000)

simulate-autoscaler: restore ## The autoscaler beside Knative's and HPA on the same requests: table, picture and figures into artifacts/bench
	@dotnet build tests/Simulator --no-restore --configuration $(CONFIGURATION) --nologo -v q
	@dotnet run --project tests/Simulator --no-build --configuration $(CONFIGURATION)

soak-operator: restore ## Our controller under steady change for minutes (OBJECTS=5000 RATE=200 DURATION=300); needs a built cluster
	@dotnet publish tests/Benchmarks/Operator --no-restore -c Release -r linux-x64 --self-contained -o artifacts/bench-operator --nologo -v q
	@artifacts/bench-operator/bench-operator soak --objects $(or $(OBJECTS),5000) --rate $(or $(RATE),200) --seconds $(or $(DURATION),300)

soak-autoscaler: cluster-up images build ## Half an hour of load on a real cluster through the gateway (MINUTES=30), drawn into artifacts/bench
	@eval "$$($(CLUSTER) env)" && set -a && . artifacts/images.env && \
	  MINUTES=$(or $(MINUTES),30) $(TEST) tests/EndToEnd --blame-hang-timeout 60m --filter 'Category=Soak' --logger 'console;verbosity=detailed'

cluster-up: ## Start the cluster (GPUS=4) unless it is up
	@$(CLUSTER) up

cluster-down: ## Take the cluster down; its caches stay
	@$(CLUSTER) down

cluster-status: ## Show what runs on the cluster
	@$(CLUSTER) status

clean: ## Remove build results; caches and the cluster stay
	@rm -rf artifacts
	@find operator runtime tests -type d \( -name bin -o -name obj -o -name TestResults \) -prune -exec rm -rf {} +
