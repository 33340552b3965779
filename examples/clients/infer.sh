#!/bin/sh
# Asks a model for its metadata and its answer to an image of zeros, with curl alone.
# usage: infer.sh URL MODEL        e.g. infer.sh http://localhost:8080 ch_ppocr_mobile_v2.0_cls_infer
set -eu
url=$1 model=$2
curl -sSf "$url/v2/models/$model"
echo
zeros=$(awk 'BEGIN { for (i = 0; i < 768; i++) printf "%s0", (i ? "," : "") }')
curl -sSf "$url/v2/models/$model/infer" -H 'Content-Type: application/json' \
    -d "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1,3,16,16],\"data\":[$zeros]}]}"
echo
