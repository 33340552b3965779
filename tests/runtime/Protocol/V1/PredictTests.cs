using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Slipway.Runtime.Protocol.V1;

namespace Slipway.Runtime.Protocol.Tests.V1;

public sealed class PredictTests
{
    private static readonly ModelMetadata One = Model(new TensorMetadata("x", WireDatatype.Fp32, [-1, 2]));
    private static readonly ModelMetadata Text = Model(new TensorMetadata("t", WireDatatype.Bytes, [-1]));
    private static readonly ModelMetadata Two = Model(new TensorMetadata("a", WireDatatype.Int64, [-1]), new TensorMetadata("b", WireDatatype.Fp32, [-1, 1]));

    private static readonly byte[] Letters = [.. "[]{}\",:0a1\\ "u8, 0xff];

    [Theory]
    [InlineData("""{"instances":[[1,2],[3,4.5]]}""")]
    [InlineData("""{"signature_name":"ignored","instances":[{"x":[1,2]},{"x":[3,4.5]}]}""")]
    public void Rows_of_a_model_with_one_input(string body)
    {
        using var request = Parse(body, One).Request.ShouldNotBeNull();

        request.Inputs[0].Shape.ShouldBe([2, 2]);
        MemoryMarshal.Cast<byte, float>(request.Inputs[0].Data.Span).ToArray().ShouldBe([1, 2, 3, 4.5f]);
    }

    [Fact]
    public void Rows_of_a_model_with_several_inputs_and_texts()
    {
        using var two = Parse("""{"instances":[{"a":1,"b":[2]},{"b":[4],"a":3}]}""", Two).Request.ShouldNotBeNull();
        using var text = Parse("""{"instances":["é",{"b64":"AAE="}]}""", Text).Request.ShouldNotBeNull();

        MemoryMarshal.Cast<byte, long>(two.Inputs[0].Data.Span).ToArray().ShouldBe([1, 3]);
        two.Inputs[1].Shape.ShouldBe([2, 1]);
        text.Inputs[0].Data.ToArray().ShouldBe([2, 0, 0, 0, 0xc3, 0xa9, 2, 0, 0, 0, 0, 1]);
    }

    [Theory]
    [InlineData("", "failed to parse the request JSON")]
    [InlineData("[1]", "must be an object")]
    [InlineData("{}", "has no 'instances'")]
    [InlineData("""{"instances":[]}""", "at least one")]
    [InlineData("""{"instances":{"a":1}}""", "must be an array")]
    [InlineData("""{"instances":[[1,2],[3]]}""", "not all of the same shape")]
    [InlineData("""{"instances":[[1,2],3]}""", "not all of the same shape")]
    [InlineData("""{"instances":[[1,[2]]]}""", "not all of the same shape")]
    [InlineData("""{"instances":[["a",2]]}""", "not a FP32")]
    [InlineData("""{"instances":[[null,2]]}""", "not a FP32")]
    [InlineData("""{"instances":[{"y":[1,2]}]}""", "no input of model")]
    [InlineData("""{"instances":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}""", "nested deeper")]
    [InlineData("""{"instances":[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]}""", "dimensions")]
    public void Others_are_refused(string body, string error) => Parse(body, One).Error.ShouldNotBeNull().Message.ShouldContain(error);

    [Theory]
    [InlineData("""{"instances":[1]}""", "must be an object with a member for each")]
    [InlineData("""{"instances":[{"a":1}]}""", "instance 0 has no 'b'")]
    public void Instances_must_have_every_input(string body, string error) => Parse(body, Two).Error.ShouldNotBeNull().Message.ShouldContain(error);

    [Fact]
    public void Predictions_are_rows()
    {
        var floats = new WireTensor("y", WireDatatype.Fp32, [2, 1, 2], MemoryMarshal.AsBytes<float>([1, 2, 3, 4]).ToArray());
        var words = new WireTensor("w", WireDatatype.Bytes, [2], (byte[])[1, 0, 0, 0, 97, 2, 0, 0, 0, 98, 99]);

        Written(2, floats).ShouldBe("""{"predictions":[[[1,2]],[[3,4]]]}""");
        Written(2, floats, words).ShouldBe("""{"predictions":[{"y":[[1,2]],"w":"a"},{"y":[[3,4]],"w":"bc"}]}""");
        PredictResponse.Write(3, [floats], new ArrayBufferWriter<byte>()).ShouldNotBeNull().Kind.ShouldBe(ProtocolErrorKind.Unsupported);
    }

    [Fact]
    public void Mutated_requests_are_requests_or_clean_errors()
    {
        var random = new Random(5);
        var seed = """{"instances":[{"a":1,"b":[2]},{"b":[4.5e1],"a":3}]}""";
        for (var round = 0; round < 30_000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(seed).ToList();
            for (var edits = random.Next(4); edits > 0; edits--) bytes[random.Next(bytes.Count)] = Letters[random.Next(Letters.Length)];
            var result = PredictRequest.Parse(bytes.ToArray(), Two);
            if (!result.Succeeded) result.Error.HttpStatus.ShouldBe(400);
            result.Request?.Dispose();
        }
    }

    private static ModelMetadata Model(params TensorMetadata[] inputs) => new("m", ["1"], "p", [.. inputs], []);

    private static InferRequestResult Parse(string body, ModelMetadata model) => PredictRequest.Parse(Encoding.UTF8.GetBytes(body), model);

    private static string Written(long rows, params WireTensor[] outputs)
    {
        var buffer = new ArrayBufferWriter<byte>();
        PredictResponse.Write(rows, outputs, buffer).ShouldBeNull();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
