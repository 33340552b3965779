using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Slipway.Kubernetes.Serialization;

/// <summary>How objects of the API are read and written. Operators add the source-generated contexts of their own kinds.</summary>
public static class KubernetesJson
{
    /// <summary>
    /// How deep an object may be nested. The API server takes 10,000 levels where a schema leaves fields open; the default of 64
    /// would let one such object make every list and watch of its kind unreadable.
    /// </summary>
    public const int MaxDepth = 10_100;

    private static readonly Lock Gate = new();

    private static JsonSerializerOptions options = Build([KubernetesJsonContext.Default]);

    private static List<IJsonTypeInfoResolver> resolvers = [KubernetesJsonContext.Default];

    /// <summary>The options in force: built-in kinds and everything registered so far.</summary>
    public static JsonSerializerOptions Options => Volatile.Read(ref options);

    /// <summary>Adds a context; adding one twice changes nothing. Call it before objects of its kinds are used.</summary>
    public static void Register(JsonSerializerContext context)
    {
        lock (Gate)
        {
            if (resolvers.Contains(context))
                return;
            resolvers = [.. resolvers, context];
            Volatile.Write(ref options, Build(resolvers));
        }
    }

    /// <summary>The contract of a type.</summary>
    /// <exception cref="NotSupportedException">No registered context knows the type.</exception>
    public static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    public static byte[] ToUtf8Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, TypeInfo<T>());

    public static JsonElement ToElement<T>(T value) => JsonSerializer.SerializeToElement(value, TypeInfo<T>());

    /// <summary>Reads an object.</summary>
    /// <exception cref="JsonException">The text is not JSON, is <c>null</c>, or does not fit the type.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, TypeInfo<T>()) ?? throw new JsonException($"Expected {typeof(T).Name}, found null.");

    /// <inheritdoc cref="Read{T}(ReadOnlySpan{byte})"/>
    public static T Read<T>(JsonElement element) =>
        element.Deserialize(TypeInfo<T>()) ?? throw new JsonException($"Expected {typeof(T).Name}, found null.");

    /// <summary>A deep copy, for changing an object that a cache shares.</summary>
    public static T Clone<T>(T value) => Read<T>(ToUtf8Bytes(value));

    private static JsonSerializerOptions Build(IEnumerable<IJsonTypeInfoResolver> chain)
    {
        var built = new JsonSerializerOptions
        {
            MaxDepth = MaxDepth,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            TypeInfoResolver = JsonTypeInfoResolver.Combine([.. chain]),
        };
        built.Converters.Add(new TimestampConverter());
        built.MakeReadOnly();
        return built;
    }
}
