"""Sends a tensor as raw bytes and reads one back, with Python's standard library alone.

usage: infer.py URL MODEL        e.g. infer.py http://localhost:8080 ch_ppocr_mobile_v2.0_cls_infer
"""
import array
import json
import sys
import urllib.request

url, model = sys.argv[1:3]
tensor = array.array("f", [0.0] * (3 * 16 * 16)).tobytes()
header = json.dumps({
    "inputs": [{"name": "x", "datatype": "FP32", "shape": [1, 3, 16, 16], "parameters": {"binary_data_size": len(tensor)}}],
    "parameters": {"binary_data_output": True},
}).encode()
request = urllib.request.Request(
    f"{url}/v2/models/{model}/infer",
    data=header + tensor,
    headers={"Content-Type": "application/octet-stream", "Inference-Header-Content-Length": str(len(header))},
)
with urllib.request.urlopen(request, timeout=30) as response:
    body = response.read()
    json_length = int(response.headers["Inference-Header-Content-Length"])

place = json_length
for output in json.loads(body[:json_length])["outputs"]:
    size = output["parameters"]["binary_data_size"]
    values = array.array("f", body[place:place + size])
    place += size
    print(output["name"], output["shape"], [round(value, 4) for value in values])
