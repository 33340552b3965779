using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Local.Errors;
using Slipway.Local.Ownership;
using Slipway.Local.Patching;
using Slipway.Local.Store;

namespace Slipway.Local.Writes;

/// <summary>Changing an object by a patch; what comes out is an update like any other.</summary>
internal static class PatchWrites
{
    public static JsonObject Apply(StoredObject live, JsonObject target, Patch patch, string operation)
    {
        var body = JsonNode.Parse(patch.Body.GetRawText());
        try
        {
            var patched = patch.Type switch
            {
                PatchType.Merge => MergePatch.Apply(target, body),
                PatchType.Json => JsonPatch.Apply(target, body),
                _ when live.Type.IsCustom => throw ApiErrors.UnsupportedPatch(operation),
                _ => StrategicMergePatch.Apply(new FieldSchema(live.Type.Schema), target, body as JsonObject ?? []),
            };
            return patched as JsonObject ?? throw new PatchException("the result is no object");
        }
        catch (PatchException refused)
        {
            throw new KubernetesApiException(
                operation,
                new V1Status
                {
                    Status = "Failure",
                    Code = 422,
                    Reason = "Invalid",
                    Message = $"the server rejected our request due to an error in our request: {refused.Message}",
                });
        }
    }
}
