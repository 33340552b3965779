using System.Reflection;
using System.Runtime.CompilerServices;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;

namespace Slipway.Gateway.Tests.Harness;

/// <summary>A client whose API server can be taken away: calls find nobody, and watches end.</summary>
public class CuttableClient : DispatchProxy
{
    private static readonly MethodInfo Watched = typeof(CuttableClient).GetMethod(nameof(UntilCutAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private readonly CancellationTokenSource cut = new();
    private IKubernetesClient inner = null!;

    /// <summary>Calls that found nobody.</summary>
    public int Refused { get; set; }

    public static (IKubernetesClient Client, CuttableClient Control) Of(IKubernetesClient inner)
    {
        var client = Create<IKubernetesClient, CuttableClient>();
        var control = (CuttableClient)(object)client;
        control.inner = inner;
        return (client, control);
    }

    /// <summary>Takes the server away for good.</summary>
    public void Cut() => cut.Cancel();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (cut.IsCancellationRequested)
        {
            Refused++;
            throw Nobody();
        }
        var result = targetMethod!.Invoke(inner, args);
        return targetMethod.Name == nameof(IKubernetesClient.WatchAsync)
            ? Watched.MakeGenericMethod(targetMethod.GetGenericArguments()).Invoke(this, [result, CancellationToken.None])
            : result;
    }

    private async IAsyncEnumerable<WatchEvent<T>> UntilCutAsync<T>(IAsyncEnumerable<WatchEvent<T>> events, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IMetadata<V1ObjectMeta>
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cut.Token, cancellationToken);
        await using var enumerator = events.GetAsyncEnumerator(either.Token);
        while (true)
        {
            try
            {
                if (!await enumerator.MoveNextAsync())
                    yield break;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw Nobody();
            }
            yield return enumerator.Current;
        }
    }

    private static HttpRequestException Nobody() => new("connection refused (the test has cut it)");
}
