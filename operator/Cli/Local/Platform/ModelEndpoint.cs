using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Api;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Cli.Local.Platform;

/// <summary>
/// What <c>slipway status</c> and <c>slipway rollout</c> need of an API server, on the admin port: reading one ModelDeployment, and
/// merging a patch into it.
/// </summary>
internal sealed class ModelEndpoint(IKubernetesClient client)
{
    private const string MergePatch = "application/merge-patch+json";

    private static readonly EntityDefinition Definition = EntityDefinition.For<ModelDeployment>();

    private static readonly string Route = $"/apis/{Definition.GroupVersion}/namespaces/{{namespace}}/{Definition.PluralName}/{{name}}";

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Route, (RequestDelegate)(context => AnswerAsync(context, GetAsync)));
        endpoints.MapPatch(Route, (RequestDelegate)(context => AnswerAsync(context, PatchAsync)));
    }

    private static async Task AnswerAsync(HttpContext context, Func<HttpContext, string, string, Task<ModelDeployment?>> answer)
    {
        try
        {
            // A page whose name was made to mean this machine comes with that name: it may not read or change anything here.
            if (!IsThisMachine(context.Request.Host.Host))
                await RefuseAsync(context, Refused(HttpStatusCode.Forbidden, "Forbidden", "ask by the address of this machine"));
            else if (await answer(context, (string)context.Request.RouteValues["namespace"]!, (string)context.Request.RouteValues["name"]!) is { } model)
                await WriteAsync(context, KubernetesJson.ToUtf8Bytes(model));
            else
                await RefuseAsync(context, Refused(HttpStatusCode.NotFound, "NotFound", "there is no such ModelDeployment"));
        }
        catch (KubernetesApiException refused)
        {
            await RefuseAsync(context, refused.Status);
        }
        catch (JsonException wrong)
        {
            await RefuseAsync(context, Refused(HttpStatusCode.BadRequest, "BadRequest", wrong.Message));
        }
    }

    private Task<ModelDeployment?> GetAsync(HttpContext context, string @namespace, string name) =>
        client.GetAsync<ModelDeployment>(name, @namespace, context.RequestAborted);

    private async Task<ModelDeployment?> PatchAsync(HttpContext context, string @namespace, string name)
    {
        if (context.Request.ContentType?.StartsWith(MergePatch, StringComparison.OrdinalIgnoreCase) != true)
            throw new KubernetesApiException("patch", Refused(HttpStatusCode.UnsupportedMediaType, "UnsupportedMediaType", $"local mode takes {MergePatch}"));
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var patch = new Patch(PatchType.Merge, body.RootElement);
        return await client.PatchAsync<ModelDeployment>(name, @namespace, patch, new WriteOptions { FieldManager = "slipway" }, context.RequestAborted);
    }

    private static bool IsThisMachine(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static V1Status Refused(HttpStatusCode code, string reason, string message) =>
        new() { Status = "Failure", Code = (int)code, Reason = reason, Message = message };

    private static Task RefuseAsync(HttpContext context, V1Status status)
    {
        context.Response.StatusCode = status.Code ?? StatusCodes.Status500InternalServerError;
        return WriteAsync(context, KubernetesJson.ToUtf8Bytes(status));
    }

    private static Task WriteAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body).AsTask();
    }
}
