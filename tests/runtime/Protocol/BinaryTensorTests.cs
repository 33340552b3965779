using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using static Slipway.Runtime.Protocol.Tests.Requests;

namespace Slipway.Runtime.Protocol.Tests;

public sealed class BinaryTensorTests
{
    [Fact]
    public void Lends_an_aligned_tensor_from_the_body_without_a_copy()
    {
        var json = Encoding.UTF8.GetBytes(OneBinary("FP32", "[2]", 8));
        byte[] body = [.. json, .. Bytes(1.5f, -2f)];
        var owner = new CountedOwner();
        var request = InferRequestParser.Parse(body, json.Length, owner).ShouldSucceed();
        var input = request.Inputs[0];
        input.Values<float>().ShouldBe([1.5f, -2f]);
        Unsafe.AreSame(ref MemoryMarshal.GetReference(input.Data.Span), ref body[json.Length]).ShouldBeTrue();
        owner.Returned.ShouldBe(0);
        request.Dispose();
        request.Dispose();
        owner.Returned.ShouldBe(1);
    }

    [Fact]
    public void Copies_a_tensor_that_is_not_aligned_and_gives_the_body_back()
    {
        var owner = new CountedOwner();
        using var request = ParseBinary(OneBinary("FP64", "[1]", 8, plus: 3), Bytes(2.25), owner).ShouldSucceed();
        request.Inputs[0].Values<double>().ShouldBe([2.25]);
        owner.Returned.ShouldBe(1);
    }

    [Fact]
    public void Gives_the_body_back_after_the_last_of_several_tensors()
    {
        var owner = new CountedOwner();
        var json = """
            {"inputs":[{"name":"a","datatype":"UINT8","shape":[2],"parameters":{"binary_data_size":2}},
             {"name":"j","datatype":"FP32","shape":[1],"data":[9]},
             {"name":"b","datatype":"BYTES","shape":[2],"parameters":{"binary_data_size":11}}]}
            """;
        var request = ParseBinary(json, [7, 8, .. Prefixed("a", "bc")], owner).ShouldSucceed();
        request.Inputs[0].Data.ToArray().ShouldBe([7, 8]);
        request.Inputs[1].Values<float>().ShouldBe([9]);
        request.Inputs[2].Strings().ShouldBe(["a", "bc"]);
        request.Inputs[0].Dispose();
        owner.Returned.ShouldBe(0);
        request.Inputs[2].Dispose();
        owner.Returned.ShouldBe(1);
    }

    [Theory]
    [InlineData("FP16", 2)]
    [InlineData("BF16", 2)]
    [InlineData("BOOL", 1)]
    [InlineData("INT64", 8)]
    public void Carries_every_fixed_size_type(string datatype, int size)
    {
        using var request = ParseBinary(OneBinary(datatype, "[3]", 3 * size), new byte[3 * size]).ShouldSucceed();
        request.Inputs[0].Data.Length.ShouldBe(3 * size);
    }

    [Theory]
    [InlineData("FP32", "[2]", 8, 7, "only 7 bytes are left")]
    [InlineData("FP32", "[2]", 8, 9, "1 bytes that no input claims")]
    [InlineData("FP32", "[2]", 4, 4, "take 8 bytes")]
    [InlineData("FP32", "[3]", 8, 8, "take 12 bytes")]
    [InlineData("FP32", "[2]", -1, 8, "not negative")]
    [InlineData("FP32", "[2]", 2147483648, 8, "is larger than")]
    [InlineData("BYTES", "[1]", 3, 3, "ends inside element 0")]
    [InlineData("BYTES", "[2]", 4, 4, "has 1 elements")]
    [InlineData("BYTES", "[0]", 4, 4, "has 1 elements")]
    public void Refuses_sizes_that_do_not_fit(string datatype, string shape, long size, int actual, string because) =>
        ParseBinary(OneBinary(datatype, shape, size), new byte[actual]).ShouldBeRefused().ShouldContain(because);

    [Fact]
    public void Refuses_a_string_that_claims_more_than_there_is() =>
        ParseBinary(OneBinary("BYTES", "[1]", 8), [0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4]).ShouldBeRefused().ShouldContain("ends inside element 0");

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public void Refuses_a_header_length_outside_the_body(int headerLength) =>
        InferRequestParser.Parse(Encoding.UTF8.GetBytes("{\"inputs\":[]}"), headerLength, null).ShouldBeRefused()
            .ShouldContain("Inference-Header-Content-Length");

    [Fact]
    public void Makes_a_raw_body_the_only_input()
    {
        var model = new ModelMetadata("m", ["1"], ModelMetadata.OnnxPlatform, [new("x", WireDatatype.Fp32, [-1, 2])], []);
        var owner = new CountedOwner();
        var request = RawRequest.Parse(Bytes(1f, 2f, 3f, 4f), owner, model).ShouldSucceed();
        request.Inputs[0].Shape.ShouldBe([2, 2]);
        request.BinaryOutput.ShouldBeTrue();
        request.Dispose();
        owner.Returned.ShouldBe(1);
    }

    [Theory]
    [InlineData(7, "FP32", 1, -1L, 2L)]
    [InlineData(8, "FP32", 1, -1L, -1L)]
    [InlineData(8, "FP32", 1, 3L)]
    [InlineData(8, "FP32", 2, -1L)]
    [InlineData(8, "BYTES", 1, -1L)]
    [InlineData(8, "FP32", 1, -1L, 0L)]
    public void Refuses_a_raw_body_that_says_too_little(int length, string datatype, int inputs, params long[] shape)
    {
        WireDatatypes.TryParse(datatype, out var type).ShouldBeTrue();
        var model = new ModelMetadata(
            "m", ["1"], "p", [.. Enumerable.Range(0, inputs).Select(index => new TensorMetadata($"x{index}", type, [.. shape]))], []);
        var owner = new CountedOwner();
        RawRequest.Parse(new byte[length], owner, model).ShouldBeRefused();
        owner.Returned.ShouldBe(1);
    }
}
