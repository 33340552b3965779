using Slipway.Kubernetes.Configuration;
using Slipway.Kubernetes.Tests.Client.Support;

namespace Slipway.Kubernetes.Tests.Configuration;

public sealed class ConfigurationLoaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_explicit_file_comes_before_all_others()
    {
        Everything();
        Load(WriteKubeconfig("explicit")).Server.Host.ShouldBe("explicit");
    }

    [Fact]
    public void An_explicit_file_must_exist()
    {
        Everything();
        Should.Throw<KubernetesConfigurationException>(() => Load("/nowhere")).Message.ShouldBe("The kubeconfig '/nowhere' does not exist.");
    }

    [Fact]
    public void Then_come_the_files_of_KUBECONFIG()
    {
        Everything();
        Load().Server.Host.ShouldBe("variable");
    }

    [Fact]
    public void Then_comes_the_pods_service_account()
    {
        Everything();
        variables.Remove("KUBECONFIG");
        var configuration = Load();
        configuration.Server.ShouldBe(new Uri("https://10.0.0.1:443/"));
        configuration.Namespace.ShouldBe("pods-namespace");
        configuration.Source.ShouldBe("in-cluster");
        configuration.User.TokenFile.ShouldBe($"{folder.Path}/account/token");
        configuration.Trust.CertificateAuthorityFile.ShouldBe($"{folder.Path}/account/ca.crt");
    }

    [Fact]
    public void Then_comes_the_home_directory()
    {
        WriteKubeconfig(".kube/config");
        Load().Server.Host.ShouldBe("config");
    }

    [Fact]
    public void An_IPv6_service_address_is_put_in_brackets()
    {
        Everything();
        variables.Remove("KUBECONFIG");
        variables["KUBERNETES_SERVICE_HOST"] = "fd00::1";
        Load().Server.ShouldBe(new Uri("https://[fd00::1]:443/"));
    }

    [Fact]
    public void A_pod_without_a_token_is_told_so()
    {
        variables["KUBERNETES_SERVICE_HOST"] = "10.0.0.1";
        variables["KUBERNETES_SERVICE_PORT"] = "443";
        Should.Throw<KubernetesConfigurationException>(() => Load()).Message.ShouldContain("automountServiceAccountToken");
    }

    [Fact]
    public void Nothing_found_lists_where_it_looked()
    {
        variables["KUBECONFIG"] = "/a:/b";
        Should.Throw<KubernetesConfigurationException>(() => Load()).Message.ShouldContain("no file named by KUBECONFIG exists (/a, /b)");
        variables.Clear();
        Should.Throw<KubernetesConfigurationException>(() => Load()).Message.ShouldContain($"'{folder.Path}/.kube/config' does not exist");
    }

    private void Everything()
    {
        variables["KUBECONFIG"] = WriteKubeconfig("variable");
        variables["KUBERNETES_SERVICE_HOST"] = "10.0.0.1";
        variables["KUBERNETES_SERVICE_PORT"] = "443";
        folder.Write("account/token", "t");
        folder.Write("account/ca.crt", "c");
        folder.Write("account/namespace", "pods-namespace\n");
        WriteKubeconfig(".kube/config");
    }

    private string WriteKubeconfig(string name) => folder.Write(
        name,
        $"current-context: x\ncontexts: [{{name: x, context: {{cluster: c}}}}]\nclusters: [{{name: c, cluster: {{server: 'https://{Path.GetFileName(name)}'}}}}]\n");

    private KubernetesClientConfiguration Load(string? path = null) =>
        new ConfigurationLoader(new ProcessEnvironment(variables.GetValueOrDefault, folder.Path, $"{folder.Path}/account")).Load(path, null);
}
