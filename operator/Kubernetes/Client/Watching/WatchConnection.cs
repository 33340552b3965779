using System.Buffers;
using System.Text.Json;
using Slipway.Kubernetes.Client.Transport;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Kubernetes.Client.Watching;

/// <summary>An open watch.</summary>
/// <param name="operation">For messages.</param>
/// <param name="response">The answer, of which the head has been read.</param>
/// <param name="deadline">Cancelled when the server should have ended the watch long since.</param>
internal sealed class WatchConnection<TEntity>(string operation, HttpResponseMessage response, Stream body, CancellationTokenSource deadline)
    : IAsyncDisposable
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    /// <summary>Far above what the server stores as one object.</summary>
    private const int MaxEventBytes = 64 << 20;

    private readonly LineReader lines = new(body, MaxEventBytes);

    /// <summary>The next event; null when the server has ended the watch.</summary>
    /// <exception cref="KubernetesApiException">The server reported an error within the stream.</exception>
    /// <exception cref="HttpRequestException">The connection was lost, or is taken for dead.</exception>
    public async ValueTask<WatchEvent<TEntity>?> NextAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return (await lines.ReadAsync(Parse, limit.Token)).Value;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException)
        {
            throw Failures.Name(operation, exception);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failures.Silent(operation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The response first: completing the reader would wait for a read on a dead connection.
        response.Dispose();
        await lines.DisposeAsync();
        deadline.Dispose();
    }

    private WatchEvent<TEntity> Parse(ReadOnlySequence<byte> line)
    {
        var frame = WatchFrame.Parse(line);
        if (frame.Type == "ERROR")
            throw new KubernetesApiException(operation, Read<V1Status>(frame.Object));
        var type = frame.Type switch
        {
            "ADDED" => WatchEventType.Added,
            "MODIFIED" => WatchEventType.Modified,
            "DELETED" => WatchEventType.Deleted,
            _ => WatchEventType.Bookmark,
        };
        return new WatchEvent<TEntity>(type, Read<TEntity>(frame.Object));
    }

    private static T Read<T>(ReadOnlySequence<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = KubernetesJson.MaxDepth });
        return JsonSerializer.Deserialize(ref reader, KubernetesJson.TypeInfo<T>()) ?? throw new JsonException($"Expected {typeof(T).Name}, found null.");
    }
}
