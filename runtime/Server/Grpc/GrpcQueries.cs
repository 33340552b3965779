using Google.Protobuf;
using Slipway.Runtime.Protocol;
using Slipway.Runtime.Protocol.Protos;
using Slipway.Runtime.Server.Http;
using Slipway.Runtime.Server.Metrics;
using ModelConfig = Slipway.Runtime.Protocol.ModelConfig;
using Wire = Slipway.Runtime.Protocol.Protos;

namespace Slipway.Runtime.Server.Grpc;

/// <summary>The methods that only tell something.</summary>
internal sealed class GrpcQueries(ServedModelView view, InferenceTotals totals)
{
    /// <summary>Answers a method by its name.</summary>
    /// <exception cref="GrpcStatusException">No such method or model, or not known yet.</exception>
    /// <exception cref="InvalidProtocolBufferException">The request is not what the method takes.</exception>
    public IMessage Answer(string method, ReadOnlySpan<byte> request) => method switch
    {
        "ServerLive" => new ServerLiveResponse { Live = true },
        "ServerReady" => new ServerReadyResponse { Ready = view.Model.IsReady },
        "ModelReady" => ModelReady(ModelReadyRequest.Parser.ParseFrom(request)),
        "ServerMetadata" => ServerMetadata(),
        "ModelMetadata" => Metadata(ModelMetadataRequest.Parser.ParseFrom(request)),
        "ModelConfig" => Config(ModelConfigRequest.Parser.ParseFrom(request)),
        "ModelStatistics" => Statistics(ModelStatisticsRequest.Parser.ParseFrom(request)),
        "RepositoryIndex" => Index(Wire.RepositoryIndexRequest.Parser.ParseFrom(request)),
        _ => throw new GrpcStatusException(GrpcCode.Unimplemented, $"method '{method}' is not offered"),
    };

    private static ServerMetadataResponse ServerMetadata()
    {
        var server = V2Handler.Server;
        return new ServerMetadataResponse { Name = server.Name, Version = server.Version, Extensions = { server.Extensions } };
    }

    private ModelReadyResponse ModelReady(ModelReadyRequest request)
    {
        Check(request.Name, request.Version);
        return new ModelReadyResponse { Ready = view.Model.IsReady };
    }

    private ModelMetadataResponse Metadata(ModelMetadataRequest request)
    {
        var metadata = Known(request.Name, request.Version);
        return new ModelMetadataResponse
        {
            Name = metadata.Name,
            Versions = { metadata.Versions },
            Platform = metadata.Platform,
            Inputs = { metadata.Inputs.Select(Describe) },
            Outputs = { metadata.Outputs.Select(Describe) },
        };
    }

    private static ModelMetadataResponse.Types.TensorMetadata Describe(TensorMetadata tensor) =>
        new() { Name = tensor.Name, Datatype = tensor.Datatype.Name(), Shape = { tensor.Shape } };

    private ModelConfigResponse Config(ModelConfigRequest request)
    {
        var config = ModelConfig.Of(Known(request.Name, request.Version));
        return new ModelConfigResponse
        {
            Config = new Wire.ModelConfig
            {
                Name = config.Name,
                Platform = config.Platform,
                Backend = config.Backend,
                MaxBatchSize = config.MaxBatchSize,
                Input = { config.Input.Select(tensor => new ModelInput { Name = tensor.Name, DataType = TypeOf(tensor), Dims = { tensor.Dims } }) },
                Output = { config.Output.Select(tensor => new ModelOutput { Name = tensor.Name, DataType = TypeOf(tensor), Dims = { tensor.Dims } }) },
            },
        };
    }

    /// <summary>The generated names are those of the protocol in another spelling: TYPE_FP32 is TypeFp32.</summary>
    private static DataType TypeOf(ModelConfigTensor tensor) =>
        Enum.Parse<DataType>(tensor.DataType.Replace("_", string.Empty, StringComparison.Ordinal), ignoreCase: true);

    private ModelStatisticsResponse Statistics(ModelStatisticsRequest request)
    {
        if (request.Name.Length > 0) Check(request.Name, request.Version);
        var sums = totals.Snapshot();
        return new ModelStatisticsResponse
        {
            ModelStats =
            {
                new Wire.ModelStatistics
                {
                    Name = sums.Name,
                    Version = sums.Version,
                    LastInference = (ulong)sums.LastInference,
                    InferenceCount = (ulong)sums.InferenceCount,
                    ExecutionCount = (ulong)sums.ExecutionCount,
                    InferenceStats = new Wire.InferStatistics
                    {
                        Success = Describe(sums.InferenceStats.Success),
                        Fail = Describe(sums.InferenceStats.Fail),
                        Queue = Describe(sums.InferenceStats.Queue),
                        ComputeInput = Describe(sums.InferenceStats.ComputeInput),
                        ComputeInfer = Describe(sums.InferenceStats.ComputeInfer),
                        ComputeOutput = Describe(sums.InferenceStats.ComputeOutput),
                    },
                },
            },
        };
    }

    private static Wire.StatisticDuration Describe(Slipway.Runtime.Protocol.StatisticDuration sum) =>
        new() { Count = (ulong)sum.Count, Ns = (ulong)sum.Ns };

    private RepositoryIndexResponse Index(Wire.RepositoryIndexRequest request)
    {
        var entry = view.IndexEntry();
        var response = new RepositoryIndexResponse();
        if (!request.Ready || entry.State == "READY")
        {
            response.Models.Add(new RepositoryIndexResponse.Types.ModelIndex
            {
                Name = entry.Name,
                Version = entry.Version,
                State = entry.State,
                Reason = entry.Reason,
            });
        }

        return response;
    }

    private ModelMetadata Known(string name, string version)
    {
        Check(name, version);
        return view.Metadata ?? throw new GrpcStatusException(view.NotReady());
    }

    private void Check(string name, string version)
    {
        if (view.Mismatch(name, version) is { } mismatch) throw new GrpcStatusException(mismatch);
    }
}
