using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Client.Credentials;
using Slipway.Kubernetes.Client.Requests;
using Slipway.Kubernetes.Configuration;

namespace Slipway.Kubernetes.Client.Transport;

/// <summary>Sends requests until they are answered or the <see cref="RetryPolicy"/> gives up, and names them in every error.</summary>
internal sealed class ApiTransport(
    ConnectionPools pools,
    ICredentialSource credentials,
    RequestHeaders headers,
    RequestRateLimit? rateLimit,
    ClientMetrics metrics,
    KubernetesClientOptions options,
    TimeProvider timeProvider,
    ILogger logger) : IDisposable
{
    /// <summary>Sends a request and reads its answer.</summary>
    /// <param name="read">Reads a successful answer; it owns the response. Its failures count as the request's.</param>
    /// <exception cref="KubernetesApiException">The server refused.</exception>
    /// <exception cref="HttpRequestException">No whole answer came.</exception>
    public async Task<T> SendAsync<T>(ApiRequest request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var renewed = false;
        for (var retries = 0; ; retries++)
        {
            if (rateLimit is not null)
                await rateLimit.WaitAsync(cancellationToken);
            var credential = await CredentialAsync(request, cancellationToken);
            var attempt = await TryAsync(request, credential, read, cancellationToken);
            if (attempt.Failure is null)
                return attempt.Value!;

            if (IsUnauthorized(attempt.Failure) && !renewed && await IsRenewedAsync(request, credential, cancellationToken))
            {
                renewed = true;
                continue;
            }

            if (PauseAfter(request, attempt.Failure, retries) is not { } pause)
                throw attempt.Failure;
            ClientLog.Retrying(logger, request.Operation, retries + 1, (long)pause.TotalMilliseconds, attempt.Failure.Message);
            await Task.Delay(pause, timeProvider, cancellationToken);
        }
    }

    public void Dispose() => pools.Dispose();

    private static bool IsUnauthorized(Exception failure) =>
        failure is KubernetesApiException { StatusCode: HttpStatusCode.Unauthorized };

    private async Task<bool> IsRenewedAsync(ApiRequest request, Credential rejected, CancellationToken cancellationToken)
    {
        credentials.Reject(rejected);
        return await CredentialAsync(request, cancellationToken) != rejected;
    }

    private async ValueTask<Credential> CredentialAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await credentials.GetAsync(cancellationToken);
        }
        catch (KubernetesConfigurationException exception)
        {
            // To the caller this is one more way not to reach the server: a plug-in or a file may recover.
            throw new HttpRequestException(HttpRequestError.UserAuthenticationError, $"{request.Operation}: {exception.Message}", exception);
        }
    }

    private TimeSpan? PauseAfter(ApiRequest request, Exception failure, int retries) => failure switch
    {
        KubernetesApiException refusal =>
            RetryPolicy.AfterAnswer(refusal.StatusCode, refusal.RetryAfter, options.MaxRetryAfter, retries, Random.Shared.NextDouble()),
        _ => RetryPolicy.AfterFailure(request.Method, failure, retries, Random.Shared.NextDouble()),
    };

    private async Task<Attempt<T>> TryAsync<T>(
        ApiRequest request, Credential credential, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.RequestTimeout, timeProvider);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var response = await AnswerAsync(request, credential, limit.Token);
            if (response.IsSuccessStatusCode)
                return new Attempt<T>(await read(response, limit.Token), null);
            using (response)
            {
                var status = await StatusReader.ReadAsync(response, limit.Token);
                var retryAfter = StatusReader.RetryAfter(response.Headers, timeProvider.GetUtcNow());
                return new Attempt<T>(default, new KubernetesApiException(request.Operation, status, retryAfter));
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException)
        {
            return new Attempt<T>(default, Failures.Name(request.Operation, exception));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Attempt<T>(default, Failures.NoAnswer(request.Operation, options.RequestTimeout));
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(ApiRequest request, Credential credential, CancellationToken cancellationToken)
    {
        using var message = headers.Write(request, credential);
        var sentAt = timeProvider.GetTimestamp();
        int? code = null;
        try
        {
            var response = await pools.For(credential.Identity, request.IsWatch).SendAsync(message, cancellationToken);
            code = (int)response.StatusCode;
            return response;
        }
        finally
        {
            metrics.Count(request.Verb, request.Method, message.RequestUri!.Authority, code, timeProvider.GetElapsedTime(sentAt));
        }
    }

    private readonly record struct Attempt<T>(T? Value, Exception? Failure);
}
