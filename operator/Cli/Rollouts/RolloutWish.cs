using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Api;
using Slipway.Kubernetes.Client;

namespace Slipway.Cli.Rollouts;

/// <summary>Writes a person's wish into the annotation, and waits for the operator's answer in the status.</summary>
internal sealed class RolloutWish(IKubernetesClient client, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>The answer; null: there was none in time.</summary>
    public async Task<string?> SendAsync(ModelDeployment model, string action, TimeSpan timeout, CancellationToken cancellationToken)
    {
        // The time makes it a new wish, also when the same word was the last one.
        var value = string.Create(CultureInfo.InvariantCulture, $"{action}#{time.GetUtcNow().ToUnixTimeMilliseconds()}");
        var body = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [RolloutActions.Annotation] = value } } };
        var patch = new Patch(PatchType.Merge, JsonDocument.Parse(body.ToJsonString()).RootElement);
        var current = await client.PatchAsync<ModelDeployment>(model.Metadata.Name!, model.Metadata.Namespace, patch, WriteOptions.Default, cancellationToken);
        var started = time.GetTimestamp();
        while (current?.Status.Rollout?.Acknowledged != value)
        {
            if (time.GetElapsedTime(started) >= timeout)
                return null;
            await Task.Delay(Interval, time, cancellationToken);
            current = await client.GetAsync<ModelDeployment>(model.Metadata.Name!, model.Metadata.Namespace, cancellationToken);
        }

        return current.Status.Rollout.Answer;
    }
}
