using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Text;
using static Slipway.Runtime.Protocol.Tests.Requests;

namespace Slipway.Runtime.Protocol.Tests;

public sealed class InferResponseEncoderTests
{
    public static TheoryData<WireDatatype, byte[], string> Elements => new()
    {
        { WireDatatype.Bool, [1, 0], "true,false" },
        { WireDatatype.Uint8, [0, 255], "0,255" },
        { WireDatatype.Uint16, Bytes<ushort>(0, 65535), "0,65535" },
        { WireDatatype.Uint32, Bytes(0u, uint.MaxValue), "0,4294967295" },
        { WireDatatype.Uint64, Bytes(0ul, ulong.MaxValue), "0,18446744073709551615" },
        { WireDatatype.Int8, Bytes<sbyte>(-128, 127), "-128,127" },
        { WireDatatype.Int16, Bytes<short>(-32768, 1), "-32768,1" },
        { WireDatatype.Int32, Bytes(int.MinValue, 1), "-2147483648,1" },
        { WireDatatype.Int64, Bytes(long.MinValue, 1), "-9223372036854775808,1" },
        { WireDatatype.Fp32, Bytes(0.1f, -1.5f), "0.1,-1.5" },
        { WireDatatype.Fp64, Bytes(0.1, 1e300), "0.1,1E+300" },
        { WireDatatype.Bytes, Prefixed("a\"b", "日本"), "\"a\\\"b\",\"日本\"" },
        { WireDatatype.Fp32, Bytes(float.NaN, float.NegativeInfinity), "NaN,-Infinity" },
    };

    [Theory]
    [MemberData(nameof(Elements))]
    public async Task Writes_every_datatype_as_json(WireDatatype datatype, byte[] data, string expected)
    {
        var (json, _, encoded) = await Encode([new(new WireTensor("y", datatype, [2], data), Binary: false)]);
        json.ShouldBe($$"""{"model_name":"m","model_version":"2","outputs":[{"name":"y","datatype":"{{datatype.Name()}}","shape":[2],"data":[{{expected}}]}]}""");
        encoded.HeaderLength.ShouldBeNull();
        encoded.ContentType.ShouldBe("application/json");
    }

    [Fact]
    public async Task Writes_non_finite_numbers_as_strings_when_asked()
    {
        var (json, _, _) = await Encode(
            [new(new WireTensor("y", WireDatatype.Fp64, [2], Bytes(double.NaN, double.PositiveInfinity)), Binary: false)], asStrings: true);
        json.ShouldContain("[\"NaN\",\"Infinity\"]");
    }

    [Fact]
    public async Task Puts_binary_outputs_after_the_json_in_order()
    {
        var (json, tail, encoded) = await Encode(
            [
                new(new WireTensor("a", WireDatatype.Fp16, [1], new byte[] { 1, 2 }), Binary: true),
                new(new WireTensor("b", WireDatatype.Int32, [1], Bytes(5)), Binary: false),
                new(new WireTensor("c", WireDatatype.Bytes, [1], Prefixed("z")), Binary: true),
            ],
            id: "7");
        json.ShouldStartWith("{\"id\":\"7\",");
        json.ShouldContain("\"name\":\"a\",\"datatype\":\"FP16\",\"shape\":[1],\"parameters\":{\"binary_data_size\":2}}");
        json.ShouldContain("\"data\":[5]");
        tail.ShouldBe([1, 2, .. Prefixed("z")]);
        encoded.ContentType.ShouldBe("application/octet-stream");
        encoded.HeaderLength.ShouldBe(Encoding.UTF8.GetByteCount(json));
    }

    [Fact]
    public void Refuses_what_json_cannot_carry()
    {
        Refusal(new WireTensor("y", WireDatatype.Bf16, [1], new byte[2])).ShouldContain("'y' is BF16");
        Refusal(new WireTensor("y", WireDatatype.Bytes, [1], new byte[] { 1, 0, 0, 0, 0xff })).ShouldContain("not UTF-8");

        static string Refusal(WireTensor tensor)
        {
            var message = new InferResponseMessage { ModelName = "m", ModelVersion = "1", Outputs = [new(tensor, Binary: false)] };
            InferResponseEncoder.TryEncode(message, out _, out var error).ShouldBeFalse();
            return error.ShouldNotBeNull().Message;
        }
    }

    [Theory]
    [InlineData(2, new[] { "0.5:2:c", "0.25:0:a" })]
    [InlineData(9, new[] { "0.5:2:c", "0.25:0:a", "0.25:3", "0.125:1" })]
    public void Classifies_by_value_then_index_with_labels(int count, string[] expected)
    {
        var tensor = new WireTensor("y", WireDatatype.Fp32, [1, 4], Bytes(0.25f, 0.125f, 0.5f, 0.25f));
        var classes = Classification.Top(tensor, count, ["a", "", "c"]);
        classes.Shape.ShouldBe([1, expected.Length]);
        classes.Strings().ShouldBe(expected);
    }

    [Fact]
    public void Classifies_each_row_by_itself()
    {
        var tensor = new WireTensor("y", WireDatatype.Int64, [2, 2], Bytes(1L, 2L, 4L, 3L));
        Classification.Top(tensor, 1, ImmutableArray<string>.Empty).Strings().ShouldBe(["2:1", "4:0"]);
    }

    [Fact]
    public async Task Grows_beyond_its_first_buffer()
    {
        var values = Enumerable.Range(0, 20_000).ToArray();
        var (json, _, _) = await Encode([new(new WireTensor("y", WireDatatype.Int32, [20_000], Bytes(values)), Binary: false)]);
        json.ShouldEndWith("19998,19999]}]}");
    }

    private static async Task<(string Json, byte[] Tail, EncodedInferResponse Encoded)> Encode(
        IReadOnlyList<ResponseOutput> outputs, string? id = null, bool asStrings = false)
    {
        var message = new InferResponseMessage { ModelName = "m", ModelVersion = "2", Id = id, Outputs = outputs, NonFiniteAsStrings = asStrings };
        InferResponseEncoder.TryEncode(message, out var encoded, out var error).ShouldBeTrue(error?.Message);
        using var stream = new MemoryStream();
        var writer = PipeWriter.Create(stream);
        await encoded.ShouldNotBeNull().WriteToAsync(writer, CancellationToken.None);
        await writer.CompleteAsync();
        var bytes = stream.ToArray();
        bytes.LongLength.ShouldBe(encoded.ContentLength);
        var headerLength = encoded.HeaderLength ?? bytes.Length;
        return (Encoding.UTF8.GetString(bytes, 0, headerLength), bytes[headerLength..], encoded);
    }
}
