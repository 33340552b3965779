using Slipway.Kubernetes.Models;

namespace Slipway.Api.Conditions;

/// <summary>Conditions under construction: what they were, and what they are now.</summary>
/// <remarks>LastTransitionTime moves only when the status flips, as kstatus and the API conventions demand.</remarks>
/// <param name="previous">The conditions of the last pass; null: none.</param>
/// <param name="observedGeneration">The generation of the spec that the new conditions are about.</param>
/// <param name="now">The time of a transition, if there is one.</param>
public sealed class ConditionList(IReadOnlyList<V1Condition>? previous, long? observedGeneration, DateTimeOffset now)
{
    // The API cuts a message here; ours must not be refused for it.
    private const int MaxMessageLength = 4096;

    private readonly List<V1Condition> conditions = [];

    /// <summary>Sets a condition. Conditions that are not set do not survive.</summary>
    public ConditionList Set(string type, bool status, string reason, string message)
    {
        var text = status ? "True" : "False";
        var before = Find(previous, type);
        conditions.Add(new V1Condition
        {
            Type = type,
            Status = text,
            Reason = reason,
            Message = message.Length <= MaxMessageLength ? message : message[..MaxMessageLength],
            ObservedGeneration = observedGeneration,
            LastTransitionTime = before?.Status == text ? before.LastTransitionTime ?? Seconds(now) : Seconds(now),
        });
        return this;
    }

    public List<V1Condition> ToList() => [.. conditions];

    /// <summary>The condition of this type, or null.</summary>
    public static V1Condition? Find(IReadOnlyList<V1Condition>? conditions, string type) =>
        conditions?.FirstOrDefault(condition => condition.Type == type);

    /// <summary>Whether the condition exists and is True.</summary>
    public static bool IsTrue(IReadOnlyList<V1Condition>? conditions, string type) => Find(conditions, type)?.Status == "True";

    // Times of the API have whole seconds: what is written must equal what is read back.
    private static DateTimeOffset Seconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
