using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Events;

/// <summary>Something worth telling about an object.</summary>
/// <param name="About">The object.</param>
/// <param name="Type">Normal or Warning.</param>
/// <param name="Reason">CamelCase, for programs.</param>
/// <param name="Message">For people, at most <see cref="MaxMessageLength"/> characters.</param>
/// <param name="At">When it happened.</param>
internal sealed record EventNote(V1ObjectReference About, EventType Type, string Reason, string Message, DateTimeOffset At)
{
    internal const int MaxMessageLength = 1024;

    /// <summary>Notes with equal identity are repeats of each other.</summary>
    public (string? Uid, EventType Type, string Reason, string Message) Identity => (About.Uid, Type, Reason, Message);

    public static EventNote Of(IMetadata<V1ObjectMeta> entity, EventType type, string reason, string message, DateTimeOffset at)
    {
        var about = new V1ObjectReference
        {
            ApiVersion = entity.ApiVersion,
            Kind = entity.Kind,
            Name = entity.Metadata.Name,
            Namespace = entity.Metadata.Namespace,
            Uid = entity.Metadata.Uid,
            ResourceVersion = entity.Metadata.ResourceVersion,
        };
        return new EventNote(about, type, reason, Cut(message), at);
    }

    /// <summary>Cuts a long message, never through a character.</summary>
    private static string Cut(string message)
    {
        if (message.Length <= MaxMessageLength)
            return message;
        var length = MaxMessageLength - 1;
        return $"{message[..(char.IsHighSurrogate(message[length - 1]) ? length - 1 : length)]}…";
    }
}
