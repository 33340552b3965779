using System.Text;
using static Slipway.Runtime.Protocol.Tests.Requests;

namespace Slipway.Runtime.Protocol.Tests;

public sealed class InferRequestRefusalTests
{
    [Theory]
    [InlineData("", "empty")]
    [InlineData("[]", "must be an object")]
    [InlineData("{", "not valid at line 1")]
    [InlineData("{\"inputs\":[]} x", "not valid at line 1")]
    [InlineData("{}", "no 'inputs'")]
    [InlineData("""{"inputs":null}""", "'inputs' must be an array")]
    [InlineData("""{"inputs":[],"inputs":[]}""", "'inputs' is given twice")]
    [InlineData("""{"inputs":[],"id":7}""", "'id' must be a string")]
    [InlineData("""{"inputs":[],"id":"\ud800"}""", "not valid Unicode")]
    [InlineData("""{"\ud800":1}""", "not valid Unicode")]
    [InlineData("""{"inputs":[],"outputs":[{}]}""", "an output has no 'name'")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"a"},{"name":"a"}]}""", "output 'a' is given twice")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"a","parameters":{"classification":-1}}]}""", "'classification' must be")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"a","parameters":{"binary_data":1}}]}""", "'binary_data' must be true or false")]
    [InlineData("""{"inputs":[],"parameters":[]}""", "'parameters' must be an object")]
    [InlineData("""{"inputs":[],"parameters":{"timeout":-1}}""", "'timeout' must be")]
    [InlineData("""{"inputs":[],"parameters":{"timeout":9223372036854775807}}""", "'timeout' is larger")]
    [InlineData("""{"inputs":[],"parameters":{"priority":1.5}}""", "'priority' must be")]
    [InlineData("""{"inputs":[],"parameters":{"triton_x":1}}""", "reserved")]
    [InlineData("""{"inputs":[1]}""", "an input must be an object")]
    [InlineData("""{"inputs":[{"datatype":"FP32","shape":[1],"data":[1]}]}""", "an input has no 'name'")]
    [InlineData("""{"inputs":[{"name":"","datatype":"FP32","shape":[1],"data":[1]}]}""", "an input has no 'name'")]
    [InlineData("""{"inputs":[{"name":"x","shape":[1],"data":[1]}]}""", "input 'x' has no 'datatype'")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","data":[1]}]}""", "input 'x' has no 'shape'")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":[1]}]}""", "exactly one of 'data'")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":[1],"data":null}]}""", "exactly one of 'data'")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":[1],"data":[1],"parameters":{"binary_data_size":4}}]}""", "exactly one of 'data'")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":[1],"parameters":{"binary_data_size":4}}]}""", "no Inference-Header-Content-Length")]
    public void Refuses_a_wrong_structure(string json, string because) => Parse(json).ShouldBeRefused().ShouldContain(because);

    [Theory]
    [InlineData("fp32", "[1]", "[1]", "unknown datatype 'fp32'")]
    [InlineData("FP8", "[1]", "[1]", "unknown datatype 'FP8'")]
    [InlineData("FP32", "1", "[1]", "'shape' must be an array")]
    [InlineData("FP32", "[-1]", "[1]", "not negative")]
    [InlineData("FP32", "[1.5]", "[1]", "not negative")]
    [InlineData("FP32", "[\"1\"]", "[1]", "not negative")]
    [InlineData("FP32", "[9223372036854775807,2]", "[1]", "too large")]
    [InlineData("FP32", "[4294967296,4294967296]", "[1]", "too large")]
    [InlineData("FP32", "[0,9223372036854775807]", "[]", "too large")]
    [InlineData("FP32", "[99999999999999999999]", "[1]", "not negative")]
    [InlineData("FP32", "[100000000]", "[1]", "number of elements")]
    [InlineData("FP32", "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]", "[1]", "more than 16 dimensions")]
    [InlineData("FP32", "[2]", "[1]", "number of elements")]
    [InlineData("FP32", "[2]", "[1,2,3]", "number of elements")]
    [InlineData("FP32", "[0]", "[1]", "number of elements")]
    [InlineData("FP32", "[1]", "1", "'data' must be an array")]
    [InlineData("FP32", "[1]", "[null]", "element 0 of 'data' is not a FP32")]
    [InlineData("FP32", "[2]", "[1,\"1\"]", "element 1 of 'data' is not a FP32")]
    [InlineData("FP32", "[1]", "[true]", "not a FP32")]
    [InlineData("FP32", "[1]", "[{\"a\":1}]", "not a FP32")]
    [InlineData("FP32", "[1]", "[1e39]", "not a FP32")]
    [InlineData("FP64", "[1]", "[1e309]", "not a FP64")]
    [InlineData("FP32", "[1]", "[NaN]", "failed to parse")]
    [InlineData("FP32", "[1]", "[01]", "failed to parse")]
    [InlineData("FP32", "[1]", "[1.]", "failed to parse")]
    [InlineData("INT32", "[1]", "[1.0]", "not a INT32")]
    [InlineData("INT32", "[1]", "[1e2]", "not a INT32")]
    [InlineData("INT8", "[1]", "[128]", "not a INT8")]
    [InlineData("INT8", "[1]", "[-129]", "not a INT8")]
    [InlineData("UINT8", "[1]", "[-1]", "not a UINT8")]
    [InlineData("UINT64", "[1]", "[18446744073709551616]", "not a UINT64")]
    [InlineData("INT64", "[1]", "[9223372036854775808]", "not a INT64")]
    [InlineData("INT64", "[1]", "[-9223372036854775809]", "not a INT64")]
    [InlineData("INT64", "[1]", "[123456789012345678901234567890]", "not a INT64")]
    [InlineData("BOOL", "[1]", "[1]", "not a BOOL")]
    [InlineData("BYTES", "[1]", "[1]", "not a BYTES")]
    [InlineData("BYTES", "[1]", "[\"\\ud800\"]", "not valid Unicode")]
    [InlineData("BYTES", "[2]", "[\"a\"]", "number of elements")]
    [InlineData("FP16", "[1]", "[1]", "only be sent as binary")]
    [InlineData("BF16", "[1]", "[1]", "only be sent as binary")]
    public void Refuses_a_wrong_tensor(string datatype, string shape, string data, string because) =>
        Parse(One(datatype, shape, data)).ShouldBeRefused().ShouldContain(because);

    [Theory]
    [InlineData("""{"inputs":[],"parameters":{"sequence_id":7}}""")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":[1],"parameters":{"shared_memory_region":"r"}}]}""")]
    [InlineData("""{"inputs":[],"outputs":[{"name":"a","parameters":{"shared_memory_region":"r"}}]}""")]
    public void Says_what_is_understood_but_not_offered(string json) => Parse(json).ShouldBeRefused(ProtocolErrorKind.Unsupported);

    [Fact]
    public void Refuses_two_inputs_of_one_name()
    {
        const string Input = """{"name":"x","datatype":"BOOL","shape":[1],"data":[true]}""";
        Parse($$"""{"inputs":[{{Input}},{{Input}}]}""").ShouldBeRefused().ShouldContain("input 'x' is given twice");
    }

    [Fact]
    public void Refuses_deep_nesting()
    {
        var data = new string('[', 100_000) + new string(']', 100_000);
        Parse(One("FP32", "[1]", data)).ShouldBeRefused().ShouldContain("nested deeper");
    }

    [Fact]
    public void Refuses_more_inputs_and_longer_names_than_the_limits()
    {
        var limits = new InferRequestLimits { MaxInputs = 1, MaxNameLength = 3 };
        var two = """{"inputs":[{"name":"a","datatype":"BOOL","shape":[1],"data":[true]},{"name":"b","datatype":"BOOL","shape":[1],"data":[true]}]}""";
        InferRequestParser.Parse(Encoding.UTF8.GetBytes(two), null, null, limits).ShouldBeRefused().ShouldContain("more than 1 inputs");
        var longName = """{"id":"abcd","inputs":[]}""";
        InferRequestParser.Parse(Encoding.UTF8.GetBytes(longName), null, null, limits).ShouldBeRefused().ShouldContain("longer than 3");
    }

    [Fact]
    public void Refuses_invalid_utf8_in_a_name()
    {
        byte[] body = [.. "{\"inputs\":[],\"id\":\""u8, 0xff, 0xfe, .. "\"}"u8];
        InferRequestParser.Parse(body, null, null).ShouldBeRefused();
    }
}
