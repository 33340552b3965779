using System.Runtime.CompilerServices;
using Slipway.Api;
using Slipway.Kubernetes.Client;

namespace Slipway.Cli.Checking;

/// <summary>Checks an installation from outside, part by part; a part that others rely on ends the checks when it fails.</summary>
internal sealed class Installation(IKubernetesClient client, Uri server, Uri? operatorUrl)
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(5);

    public async IAsyncEnumerable<Finding> CheckAsync(IReadOnlyList<string> namespaces, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var definition = await DefinitionAsync(cancellationToken);
        yield return definition;
        if (!definition.IsGood)
            yield break;
        string?[] scopes = namespaces.Count == 0 ? [null] : [.. namespaces];
        foreach (var @namespace in scopes)
            yield return await RightsAsync(@namespace, cancellationToken);
        if (operatorUrl is not null)
            yield return await OperatorAsync(operatorUrl, cancellationToken);
    }

    private async Task<Finding> DefinitionAsync(CancellationToken cancellationToken)
    {
        const string Subject = "ModelDeployment";
        try
        {
            return await client.IsServedAsync<ModelDeployment>(cancellationToken)
                ? new Finding(Subject, IsGood: true, $"{server} serves {ModelDeployment.Group}/{ModelDeployment.Version}")
                : new Finding(Subject, IsGood: false, $"{server} does not know it; install the chart, or kubectl apply -f crds/");
        }
        catch (Exception error) when (error is KubernetesApiException or HttpRequestException)
        {
            return new Finding("API server", IsGood: false, error.Message);
        }
    }

    private async Task<Finding> RightsAsync(string? @namespace, CancellationToken cancellationToken)
    {
        var subject = @namespace is null ? "all namespaces" : $"namespace {@namespace}";
        try
        {
            var models = await client.ListAsync<ModelDeployment>(@namespace, ListOptions.Everything, cancellationToken);
            return new Finding(subject, IsGood: true, $"{models.Items.Count} ModelDeployments");
        }
        catch (Exception error) when (error is KubernetesApiException or HttpRequestException)
        {
            return new Finding(subject, IsGood: false, error.Message);
        }
    }

    private static async Task<Finding> OperatorAsync(Uri url, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = ReadyLimit };
        try
        {
            using var response = await http.GetAsync(new Uri(url, "/readyz"), cancellationToken);
            var text = (await response.Content.ReadAsStringAsync(cancellationToken)).Trim();
            return new Finding("operator", response.IsSuccessStatusCode, text);
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new Finding("operator", IsGood: false, $"{url} does not answer: {error.Message}");
        }
    }
}
