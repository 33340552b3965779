using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Slipway.Kubernetes.Applying;

/// <summary>Values that say nothing, and those of them that the server does not keep.</summary>
internal static class EmptyValues
{
    /// <summary>Null, empty text, an empty list, or a map of nothing but such values.</summary>
    public static bool IsEmpty(JsonElement value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return value.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => true,
            JsonValueKind.String => value.ValueEquals(""),
            JsonValueKind.Array => value.GetArrayLength() == 0,
            JsonValueKind.Object => value.EnumerateObject().All(member => IsEmpty(member.Value)),
            _ => false,
        };
    }

    /// <summary>Whether a live object without this member may come from an apply with it.</summary>
    public static bool AreDropped(JsonElement value, ValuePath path)
    {
        if (value.ValueKind is JsonValueKind.False || IsZero(value))
            return IsDroppedZero(path.MemberName);
        if (IsStringMap(path.HolderName))
            return value.ValueKind == JsonValueKind.Null;
        if (IsStringMap(path.MemberName) && value.ValueKind == JsonValueKind.Object)
            return value.EnumerateObject().All(member => member.Value.ValueKind == JsonValueKind.Null);
        return IsEmpty(value) && !(value.ValueKind == JsonValueKind.Object && MeansSomethingEmpty(path.MemberName));
    }

    /// <summary>Maps of the user's own keys, in which an empty text is a value.</summary>
    public static bool IsStringMap(string member) => member
        is "labels" or "annotations" or "matchLabels" or "nodeSelector" or "data" or "stringData" or "binaryData";

    /// <summary>Fields whose mere presence is a choice: "all pods", "a scratch volume".</summary>
    private static bool MeansSomethingEmpty(string member) => member is "emptyDir" or "podSelector" or "namespaceSelector";

    /// <summary>Numbers and flags that built-in kinds leave out when zero. Other zeros (replicas, …) are kept and count.</summary>
    private static bool IsDroppedZero(string member) => member
        is "hostNetwork" or "hostPID" or "hostIPC" or "readOnly" or "stdin" or "stdinOnce" or "tty" or "paused"
        or "publishNotReadyAddresses" or "initialDelaySeconds" or "minReadySeconds";

    private static bool IsZero(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number == 0;
}
