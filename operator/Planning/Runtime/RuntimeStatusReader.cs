using System.Text.Json;

namespace Slipway.Planning.Runtime;

/// <summary>Reads the answer of a runtime's status endpoint.</summary>
public static class RuntimeStatusReader
{
    /// <summary>The status, or null when the text is not one: what a pod answers is not trusted to be well-formed.</summary>
    /// <param name="utf8">The body of the answer; limit its size before.</param>
    public static RuntimeStatus? Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var status = JsonSerializer.Deserialize(utf8, PlanningJsonContext.Default.RuntimeStatus);
            return status is null ? null : status with { Phases = [.. (status.Phases ?? []).Where(phase => phase is not null)] };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
