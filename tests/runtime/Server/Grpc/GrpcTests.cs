using System.Runtime.InteropServices;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Slipway.Runtime.Protocol.Protos;
using Slipway.Runtime.Server.Tests.Harness;
using Slipway.Tests.Support.Models;
using static Slipway.Runtime.Server.Tests.Grpc.GrpcClient;
using Input = Slipway.Runtime.Protocol.Protos.ModelInferRequest.Types.InferInputTensor;

namespace Slipway.Runtime.Server.Tests.Grpc;

public sealed class GrpcTests(ServedModels models) : IClassFixture<ServedModels>
{
    private static readonly float[] Image = [.. Enumerable.Range(0, 2 * 3 * 48 * 192).Select(index => MathF.Sin(index))];

    [Fact]
    public async Task Answers_are_the_numbers_of_ONNX_Runtime_raw_typed_and_compressed()
    {
        using var value = OrtValue.CreateTensorValueFromMemory(Image, [2, 3, 48, 192]);
        var direct = DirectInference.Run(RealModels.OcrClassifier, "softmax_0.tmp_0", ("x", value));
        var raw = Raw("ocr");
        var typed = Raw("ocr");
        typed.RawInputContents.Clear();
        typed.Inputs[0].Contents = new InferTensorContents { Fp32Contents = { Image } };

        var answers = new[]
        {
            await CallAsync(models.ClassifierGrpc, V2Service + "ModelInfer", raw),
            await CallAsync(models.ClassifierGrpc, V2Service + "ModelInfer", typed),
            await SendAsync(models.ClassifierGrpc, V2Service + "ModelInfer", Frame(await GZipAsync(raw.ToByteArray()), true), ("grpc-encoding", "gzip")),
        };

        foreach (var answer in answers)
        {
            answer.Status.ShouldBe("0", answer.Message);
            var response = ModelInferResponse.Parser.ParseFrom(answer.Messages.Single());
            (response.ModelName, response.ModelVersion, response.Id).ShouldBe(("ocr", "2", "7"));
            response.Outputs.Single().Shape.ShouldBe([2, 2]);
            var numbers = MemoryMarshal.Cast<byte, float>(response.RawOutputContents.Single().Span).ToArray();
            numbers.Zip(direct).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-5);
        }
    }

    [Fact]
    public async Task Everything_that_can_be_asked_is_answered()
    {
        var client = models.ClassifierGrpc;
        var ask = new ModelMetadataRequest { Name = "ocr" };

        ServerLiveResponse.Parser.ParseFrom(await AskAsync("ServerLive", new ServerLiveRequest())).Live.ShouldBeTrue();
        ServerReadyResponse.Parser.ParseFrom(await AskAsync("ServerReady", new ServerReadyRequest())).Ready.ShouldBeTrue();
        ModelReadyResponse.Parser.ParseFrom(await AskAsync("ModelReady", ask)).Ready.ShouldBeTrue();
        ServerMetadataResponse.Parser.ParseFrom(await AskAsync("ServerMetadata", new ServerMetadataRequest())).Name.ShouldBe("slipway-runtime");
        ModelMetadataResponse.Parser.ParseFrom(await AskAsync("ModelMetadata", ask)).Inputs.Single().Shape.ShouldBe([-1, 3, -1, -1]);
        ModelConfigResponse.Parser.ParseFrom(await AskAsync("ModelConfig", ask)).Config.Input.Single().DataType.ShouldBe(DataType.TypeFp32);
        ModelStatisticsResponse.Parser.ParseFrom(await AskAsync("ModelStatistics", ask)).ModelStats.Single().Name.ShouldBe("ocr");
        RepositoryIndexResponse.Parser.ParseFrom(await AskAsync("RepositoryIndex", new RepositoryIndexRequest())).Models.Single().State.ShouldBe("READY");
        var health = await CallAsync(client, "/grpc.health.v1.Health/Check", new HealthCheckRequest());
        HealthCheckResponse.Parser.ParseFrom(health.Messages.Single()).Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.Serving);

        async Task<byte[]> AskAsync(string method, IMessage message)
        {
            var answer = await CallAsync(client, V2Service + method, message);
            answer.Status.ShouldBe("0", answer.Message);
            return answer.Messages.Single();
        }
    }

    [Fact]
    public async Task Streams_answer_in_order_and_outlive_a_bad_request()
    {
        byte[] body = [.. Frame(Raw("ocr").ToByteArray()), .. Frame(Raw("nope").ToByteArray()), .. Frame(Raw("ocr").ToByteArray())];

        var answer = await SendAsync(models.ClassifierGrpc, V2Service + "ModelStreamInfer", body);

        answer.Status.ShouldBe("0", answer.Message);
        var responses = answer.Messages.Select(message => ModelStreamInferResponse.Parser.ParseFrom(message)).ToArray();
        responses.Select(response => response.ErrorMessage).ShouldBe(["", "Request for unknown model: 'nope' is not found", ""]);
        responses.ShouldAllBe(response => response.InferResponse.Id == "7");
    }

    [Fact]
    public async Task Errors_are_trailers()
    {
        var client = models.ClassifierGrpc;
        var mixed = Raw("ocr");
        mixed.Inputs[0].Contents = new InferTensorContents { Fp32Contents = { 1 } };

        (await CallAsync(client, V2Service + "ModelInfer", mixed)).Status.ShouldBe("3");
        (await CallAsync(client, V2Service + "ModelInfer", Raw("nope"))).Status.ShouldBe("5");
        (await CallAsync(client, V2Service + "RepositoryModelLoad", new ServerLiveRequest())).Status.ShouldBe("12");
        (await CallAsync(client, "/other.Service/Method", new ServerLiveRequest())).Status.ShouldBe("12");
        (await CallAsync(client, "/grpc.health.v1.Health/Check", new HealthCheckRequest { Service = "nope" })).Status.ShouldBe("5");
        (await CallAsync(client, V2Service + "ModelInfer", Raw("ocr"), ("grpc-timeout", "1n"))).Status.ShouldBe("4");
        (await CallAsync(client, V2Service + "ModelInfer", Raw("ocr"), ("grpc-timeout", "x"))).Status.ShouldBe("3");
        (await SendAsync(client, V2Service + "ModelInfer", Frame([1, 2], true), ("grpc-encoding", "snappy"))).Status.ShouldBe("12");
        (await SendAsync(client, V2Service + "ModelInfer", Frame([1, 2], true), ("grpc-encoding", "gzip"))).Status.ShouldBe("3");
        (await SendAsync(client, V2Service + "ModelInfer", [0, 0xff, 0xff, 0xff, 0xff])).Status.ShouldBe("8");
        (await SendAsync(client, V2Service + "ModelInfer", [])).Status.ShouldBe("3");
    }

    [Theory]
    [InlineData(65)]
    [InlineData(20)]
    public async Task Row_44_a_message_that_decompresses_beyond_the_total_or_the_ratio_is_cut(int megabytes)
    {
        var bomb = Frame(await GZipAsync(new byte[megabytes * 1024 * 1024]), compressed: true);

        var answer = await SendAsync(models.ClassifierGrpc, V2Service + "ModelInfer", bomb, ("grpc-encoding", "gzip"));

        answer.Status.ShouldBe("8", answer.Message);
    }

    [Fact]
    public async Task Mutated_frames_never_are_a_fault_of_the_server()
    {
        var random = new Random(9);
        var request = Raw("ocr");
        request.Inputs[0].Shape[2] = request.Inputs[0].Shape[3] = 1;
        request.RawInputContents[0] = ByteString.CopyFrom(new byte[24]);
        var seed = Frame(request.ToByteArray());
        for (var round = 0; round < 300; round++)
        {
            var body = seed.ToArray();
            for (var edits = random.Next(1, 4); edits > 0; edits--) body[random.Next(body.Length)] = (byte)random.Next(256);

            var answer = await SendAsync(models.ClassifierGrpc, V2Service + "ModelInfer", body[..random.Next(body.Length + 1)]);

            answer.Status.ShouldBeOneOf("0", "3", "5", "8", "12");
        }
    }

    private static ModelInferRequest Raw(string model) => new()
    {
        ModelName = model,
        Id = "7",
        Inputs = { new Input { Name = "x", Datatype = "FP32", Shape = { 2, 3, 48, 192 } } },
        RawInputContents = { ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(Image)) },
    };
}
