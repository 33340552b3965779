using System.Text.Json;
using Slipway.Api;

namespace Slipway.Planning.Status;

/// <summary>Whether two statuses say the same, so that nothing needs to be written.</summary>
public static class StatusComparer
{
    public static bool AreEqual(ModelDeploymentStatus? left, ModelDeploymentStatus? right) =>
        JsonSerializer.SerializeToUtf8Bytes(left ?? new(), ApiJsonContext.Default.ModelDeploymentStatus).AsSpan()
            .SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(right ?? new(), ApiJsonContext.Default.ModelDeploymentStatus));
}
