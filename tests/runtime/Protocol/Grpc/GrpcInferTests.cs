using System.IO.Pipelines;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Slipway.Runtime.Protocol.Grpc;
using Slipway.Runtime.Protocol.Protos;
using Contents = Slipway.Runtime.Protocol.Protos.InferTensorContents;
using Input = Slipway.Runtime.Protocol.Protos.ModelInferRequest.Types.InferInputTensor;
using Output = Slipway.Runtime.Protocol.Protos.ModelInferRequest.Types.InferRequestedOutputTensor;

namespace Slipway.Runtime.Protocol.Tests.Grpc;

/// <summary>The reader and writer of our own, against the generated code.</summary>
public sealed class GrpcInferTests
{
    public static TheoryData<string, Contents, byte[]> Typed => new()
    {
        { "BOOL", new Contents { BoolContents = { true, false } }, [1, 0] },
        { "INT8", new Contents { IntContents = { -128, 127 } }, [0x80, 0x7f] },
        { "INT16", new Contents { IntContents = { -2, 300 } }, Bytes<short>(-2, 300) },
        { "INT32", new Contents { IntContents = { int.MinValue, 5 } }, Bytes<int>(int.MinValue, 5) },
        { "INT64", new Contents { Int64Contents = { long.MinValue, 5 } }, Bytes<long>(long.MinValue, 5) },
        { "UINT8", new Contents { UintContents = { 0, 255 } }, [0, 255] },
        { "UINT16", new Contents { UintContents = { 1, 65535 } }, Bytes<ushort>(1, 65535) },
        { "UINT32", new Contents { UintContents = { 1, uint.MaxValue } }, Bytes<uint>(1, uint.MaxValue) },
        { "UINT64", new Contents { Uint64Contents = { 1, ulong.MaxValue } }, Bytes<ulong>(1, ulong.MaxValue) },
        { "FP32", new Contents { Fp32Contents = { 1.5f, float.NaN } }, Bytes(1.5f, float.NaN) },
        { "FP64", new Contents { Fp64Contents = { 1.5, -2 } }, Bytes<double>(1.5, -2) },
        { "BYTES", new Contents { BytesContents = { ByteString.CopyFromUtf8("ab"), ByteString.Empty } }, [2, 0, 0, 0, 97, 98, 0, 0, 0, 0] },
    };

    public static TheoryData<ModelInferRequest, string> Wrong => new()
    {
        { Request(new Input { Name = "x", Datatype = "INT8", Shape = { 1 }, Contents = new Contents { IntContents = { 128 } } }), "does not fit INT8" },
        { Request(new Input { Name = "x", Datatype = "FP32", Shape = { 1 }, Contents = new Contents { IntContents = { 1 } } }), "not for its datatype" },
        { Request(new Input { Name = "x", Datatype = "FP32", Shape = { 2 }, Contents = new Contents { Fp32Contents = { 1 } } }), "number of elements" },
        { Request(new Input { Name = "x", Datatype = "FP32", Shape = { 100_000_000 } }), "number of elements" },
        { Request(new Input { Name = "x", Datatype = "FP16", Shape = { 1 } }), "raw_input_contents" },
        { Request(new Input { Name = "x", Datatype = "NOPE", Shape = { 1 } }), "unknown datatype" },
        { Request(new Input { Name = "x", Datatype = "FP32", Shape = { -1 } }), "negative" },
        { Request(new Input { Name = "x", Datatype = "FP32", Shape = { long.MaxValue, long.MaxValue } }), "too large" },
        { Request(Floats("x"), Floats("x")), "given twice" },
        { Raw(Request(Floats("x")), new byte[4]), "contents field must not be specified when using raw_input_contents" },
        { Raw(Request(Empty("x")), new byte[3]), "raw_input_contents of 3" },
        { Raw(Request(Empty("x")), new byte[4], new byte[4]), "expected 1 raw_input_contents" },
        { With(Request(Floats("x")), "triton_x"), "reserved" },
        { With(Request(Floats("x")), "sequence_id"), "sequences" },
        { new ModelInferRequest { Inputs = { Floats("x") }, Outputs = { new Output { Name = "y" }, new Output { Name = "y" } } }, "given twice" },
    };

    [Theory]
    [MemberData(nameof(Typed))]
    public void Typed_contents_become_memory(string datatype, Contents contents, byte[] expected)
    {
        var parsed = Parse(Request(new Input { Name = "x", Datatype = datatype, Shape = { 2 }, Contents = contents }), out var owner);

        using var request = parsed.Result.Request.ShouldNotBeNull();
        request.Inputs[0].Data.ToArray().ShouldBe(expected);
        owner.Returned.ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Raw_contents_are_read_wherever_they_lie(int nameLength)
    {
        var name = new string('n', nameLength + 1);
        var message = Raw(Request(Empty(name)), Bytes(42.5f));
        message.ModelName = "m";
        message.ModelVersion = "7";
        message.Id = "id";
        message.Parameters.Add("timeout", new InferParameter { Int64Param = 1000 });
        message.Parameters.Add("priority", new InferParameter { Uint64Param = 3 });
        message.Outputs.Add(new Output { Name = "y", Parameters = { { "classification", new InferParameter { Int64Param = 5 } } } });

        var parsed = Parse(message, out var owner);

        var request = parsed.Result.Request.ShouldNotBeNull();
        (parsed.Model, parsed.Version, request.Id, request.Priority).ShouldBe(("m", "7", "id", 3UL));
        request.Timeout.ShouldBe(TimeSpan.FromMilliseconds(1));
        request.Outputs.ShouldBe([new RequestedOutput("y", Binary: true, 5)]);
        MemoryMarshal.Cast<byte, float>(request.Inputs[0].Data.Span)[0].ShouldBe(42.5f);
        request.Dispose();
        owner.Returned.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_requests_are_refused(ModelInferRequest message, string error)
    {
        var parsed = Parse(message, out var owner);

        parsed.Result.Error.ShouldNotBeNull().Message.ShouldContain(error);
        owner.Returned.ShouldBe(1);
    }

    [Theory]
    [InlineData(false, 200_000)]
    [InlineData(true, 200_000)]
    [InlineData(false, 5_000_000)]
    public async Task Answers_are_what_the_generated_code_reads(bool streamed, int bytes)
    {
        var small = new WireTensor("y", WireDatatype.Fp32, [1, 2], Bytes(1f, 2f));
        var large = new WireTensor("z", WireDatatype.Uint8, [bytes], new byte[bytes]);
        var message = new InferResponseMessage { ModelName = "m", ModelVersion = "1", Id = "é", Outputs = [new(small, true), new(large, true)] };
        using var stream = new MemoryStream();

        using (var encoded = GrpcInferResponseEncoder.Encode(message, streamed))
        {
            var writer = PipeWriter.Create(stream);
            await encoded.WriteToAsync(writer, CancellationToken.None);
            // What is sent before the end takes a turn of its own through the web server; of large answers, that bounds what it holds.
            (stream.Length > 0).ShouldBe(bytes > 4 * 1024 * 1024);
            await writer.FlushAsync();
        }

        var frame = stream.ToArray();
        GrpcFraming.TryReadPrefix(frame, out var compressed, out var length).ShouldBeTrue();
        (compressed, length).ShouldBe((false, (uint)frame.Length - GrpcFraming.PrefixBytes));
        var body = frame.AsSpan(GrpcFraming.PrefixBytes);
        var read = streamed ? ModelStreamInferResponse.Parser.ParseFrom(body).InferResponse : ModelInferResponse.Parser.ParseFrom(body);
        (read.ModelName, read.ModelVersion, read.Id).ShouldBe(("m", "1", "é"));
        read.Outputs.Select(output => (output.Name, output.Datatype, string.Join(',', output.Shape))).ShouldBe([("y", "FP32", "1,2"), ("z", "UINT8", $"{bytes}")]);
        read.RawOutputContents[0].ToByteArray().ShouldBe(Bytes(1f, 2f));
        read.RawOutputContents[1].Length.ShouldBe(bytes);
    }

    [Fact]
    public void Mutated_messages_are_requests_or_clean_errors()
    {
        var random = new Random(77);
        byte[][] seeds =
        [
            With(Request(Floats("x"), new Input { Name = "s", Datatype = "BYTES", Shape = { 1 }, Contents = new Contents { BytesContents = { ByteString.CopyFromUtf8("abc") } } }), "timeout").ToByteArray(),
            Raw(Request(Empty("x"), Empty("y")), new byte[4], new byte[4]).ToByteArray(),
        ];
        var accepted = 0;
        const int Rounds = 60_000;
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = seeds[random.Next(seeds.Length)].ToList();
            for (var edits = random.Next(4); edits > 0 && bytes.Count > 0; edits--)
            {
                var position = random.Next(bytes.Count);
                if (random.Next(3) == 0) bytes.RemoveAt(position);
                else if (random.Next(2) == 0) bytes.Insert(position, (byte)random.Next(256));
                else bytes[position] = (byte)random.Next(256);
            }

            var owner = new CountedOwner();
            var parsed = GrpcInferRequestParser.Parse(bytes.ToArray(), owner);
            if (parsed.Result.Succeeded) accepted++;
            else parsed.Result.Error.HttpStatus.ShouldBeOneOf(400, 501);
            parsed.Result.Request?.Dispose();
            owner.Returned.ShouldBe(1, Convert.ToHexString([.. bytes]));
        }

        accepted.ShouldBeInRange(Rounds / 100, Rounds - 1);
    }

    private static GrpcInferRequest Parse(ModelInferRequest message, out CountedOwner owner) =>
        GrpcInferRequestParser.Parse(message.ToByteArray(), owner = new CountedOwner());

    private static byte[] Bytes<T>(params T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private static Input Floats(string name) =>
        new() { Name = name, Datatype = "FP32", Shape = { 1 }, Contents = new Contents { Fp32Contents = { 1 } } };

    private static Input Empty(string name) => new() { Name = name, Datatype = "FP32", Shape = { 1 } };

    private static ModelInferRequest Request(params Input[] inputs) => new() { Inputs = { inputs } };

    private static ModelInferRequest Raw(ModelInferRequest request, params byte[][] contents)
    {
        request.RawInputContents.Add(contents.Select(ByteString.CopyFrom));
        return request;
    }

    private static ModelInferRequest With(ModelInferRequest request, string parameter)
    {
        request.Parameters.Add(parameter, new InferParameter { Int64Param = 1 });
        return request;
    }
}
