using System.Text.Json;

namespace Slipway.Kubernetes.Client;

/// <summary>A change to an object, as one of the patch formats of the API.</summary>
/// <param name="Type">The format.</param>
/// <param name="Body">The patch as JSON.</param>
public sealed record Patch(PatchType Type, JsonElement Body);
