using System.Collections.Immutable;
using System.Text.Json;
using Slipway.Runtime.Protocol;
using Slipway.Runtime.Server.Limits;
using Slipway.Runtime.Server.Metrics;
using Slipway.Runtime.Server.Status;
using Slipway.Runtime.Server.V1;
using Slipway.Runtime.Serving.Lifecycle;

namespace Slipway.Runtime.Server.Http;

/// <summary>Answers everything on the protocol's port.</summary>
internal sealed class V2Handler(
    ServedModelView view, InferHandler infer, PredictHandler predict, InferenceTotals totals, ByteBudget budget)
{
    private const int MaxIndexRequestBytes = 64 * 1024;

    /// <summary>Name, version and extensions, the same in every protocol.</summary>
    public static ServerMetadata Server { get; } = new("slipway-runtime", ProgramVersion.Text, [
        ServerMetadata.BinaryTensorExtension,
        ServerMetadata.ClassificationExtension,
        ServerMetadata.ConfigurationExtension,
        ServerMetadata.RepositoryExtension,
        ServerMetadata.StatisticsExtension,
    ]);

    private readonly string _infer = $"/v2/models/{view.Model.Name}/infer";
    private readonly string _inferVersion = $"/v2/models/{view.Model.Name}/versions/{view.Model.Version}/infer";

    private ServedModel Model => view.Model;

    /// <summary>Answers one request.</summary>
    public Task HandleAsync(HttpContext context)
    {
        // Clients that are told to go on the last answers of a connection lose nothing when it ends.
        if (Model.Phase == ModelPhase.Draining)
            context.Response.Headers.Connection = "close";
        var request = context.Request;
        // Nearly all requests are these, and taking the path apart costs more than comparing it.
        if (request.Path.Value is { } path && (path == _infer || path == _inferVersion) && HttpMethods.IsPost(request.Method))
            return infer.HandleAsync(context);
        if (V2Route.Match(request.Path.Value ?? "/") is not { } route)
            return JsonAnswer.WriteErrorAsync(context, StatusCodes.Status404NotFound, $"Not found: {request.Path}");
        if (request.Method != route.Method && !(HttpMethods.IsHead(request.Method) && route.Method == HttpMethods.Get))
        {
            context.Response.Headers.Allow = route.Method;
            return JsonAnswer.WriteErrorAsync(
                context, StatusCodes.Status405MethodNotAllowed, $"Method {request.Method} is not allowed here, only {route.Method}");
        }

        if (route.Model is not null && view.Mismatch(route.Model, route.Version) is { } mismatch)
            return JsonAnswer.WriteErrorAsync(context, mismatch);
        return AnswerAsync(context, route.Resource);
    }

    private Task AnswerAsync(HttpContext context, V2Resource resource) => resource switch
    {
        V2Resource.Server => JsonAnswer.WriteAsync(context, Server, ProtocolJson.Default.ServerMetadata),
        V2Resource.Live => JsonAnswer.WriteAsync(context, new ServerLive(true), ProtocolJson.Default.ServerLive),
        V2Resource.Ready => JsonAnswer.WriteAsync(context, new ServerReady(Model.IsReady), ProtocolJson.Default.ServerReady, ReadyStatus()),
        V2Resource.V1Model or V2Resource.ModelReady =>
            JsonAnswer.WriteAsync(context, new ModelReady(Model.Name, Model.IsReady), ProtocolJson.Default.ModelReady, ReadyStatus()),
        V2Resource.Model => view.Metadata is { } metadata
            ? JsonAnswer.WriteAsync(context, metadata, ProtocolJson.Default.ModelMetadata)
            : JsonAnswer.WriteErrorAsync(context, view.NotReady()),
        V2Resource.Infer => infer.HandleAsync(context),
        V2Resource.Config => view.Metadata is { } metadata
            ? JsonAnswer.WriteAsync(context, ModelConfig.Of(metadata), ProtocolJson.Default.ModelConfig)
            : JsonAnswer.WriteErrorAsync(context, view.NotReady()),
        V2Resource.Statistics =>
            JsonAnswer.WriteAsync(context, new StatisticsMessage([totals.Snapshot()]), ProtocolJson.Default.StatisticsMessage),
        V2Resource.V1Models => JsonAnswer.WriteAsync(context, new ModelNames([Model.Name]), ProtocolJson.Default.ModelNames),
        V2Resource.V1Predict => predict.HandleAsync(context),
        _ => IndexAsync(context),
    };

    private int ReadyStatus() => Model.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;

    private async Task IndexAsync(HttpContext context)
    {
        RepositoryIndexRequest? request;
        try
        {
            using var lease = budget.Lease();
            using var body = await RequestBody.ReadAsync(context.Request, MaxIndexRequestBytes, lease, context.RequestAborted);
            request = body.Memory.IsEmpty ? null : JsonSerializer.Deserialize(body.Memory.Span, ProtocolJson.Default.RepositoryIndexRequest);
        }
        catch (BadHttpRequestException exception)
        {
            await JsonAnswer.WriteErrorAsync(context, exception.StatusCode, exception.Message);
            return;
        }
        catch (JsonException)
        {
            await JsonAnswer.WriteErrorAsync(context, ProtocolError.Invalid("failed to parse the request JSON buffer"));
            return;
        }

        var entry = view.IndexEntry();
        ImmutableArray<RepositoryIndexEntry> entries = request?.Ready == true && entry.State != "READY" ? [] : [entry];
        await JsonAnswer.WriteAsync(context, entries, ProtocolJson.Default.ImmutableArrayRepositoryIndexEntry);
    }
}
