using Slipway.Kubernetes.Configuration;
using Slipway.Kubernetes.Tests.Client.Support;

namespace Slipway.Kubernetes.Tests.Configuration;

public sealed class KubeconfigTests : IDisposable
{
    private const string Minimal = """
        apiVersion: v1
        kind: Config
        current-context: main
        contexts: [{name: main, context: {cluster: c, user: u, namespace: team}}, {name: other, context: {cluster: c2}}]
        clusters: [{name: c, cluster: {server: "https://one:6443"}}, {name: c2, cluster: {server: "https://two:6443"}}]
        users: [{name: u, user: {token: secret}}]
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_current_context_decides()
    {
        var configuration = Load(Minimal);
        configuration.Server.ShouldBe(new Uri("https://one:6443"));
        configuration.Namespace.ShouldBe("team");
        configuration.User.Token.ShouldBe("secret");
        configuration.Source.ShouldBe($"{folder.Path}/config, context main");
    }

    [Fact]
    public void Another_context_can_be_asked_for()
    {
        var configuration = Load(Minimal, "other");
        (configuration.Server, configuration.Namespace).ShouldBe((new Uri("https://two:6443"), "default"));
        configuration.User.ShouldBe(KubernetesUser.Anonymous);
    }

    [Fact]
    public void Paths_start_at_the_file_and_data_wins_over_files()
    {
        var configuration = Load("""
            current-context: x
            contexts: [{name: x, context: {cluster: c, user: u}}]
            clusters: [{name: c, cluster: {server: "https://one", certificate-authority: pki/ca.crt, tls-server-name: api.internal, proxy-url: "socks5://proxy:1080"}}]
            users: [{name: u, user: {client-certificate: c.crt, client-certificate-data: Q0VSVA==, client-key: /abs/c.key, tokenFile: ../t}}]
            """);
        configuration.Trust.CertificateAuthorityFile.ShouldBe($"{folder.Path}/pki/ca.crt");
        configuration.Trust.ServerName.ShouldBe("api.internal");
        configuration.Proxy.ShouldBe(new Uri("socks5://proxy:1080"));
        configuration.User.ClientCertificatePem.ShouldBe("CERT");
        configuration.User.ClientCertificateFile.ShouldBe($"{folder.Path}/c.crt");
        configuration.User.ClientKeyFile.ShouldBe("/abs/c.key");
        configuration.User.TokenFile.ShouldBe(Path.GetFullPath($"{folder.Path}/../t"));
    }

    [Fact]
    public void An_exec_plugin_is_read_whole()
    {
        var configuration = Load("""
            current-context: x
            contexts: [{name: x, context: {cluster: c, user: u}}]
            clusters:
            - name: c
              cluster:
                server: https://one
                certificate-authority-data: Q0E=
                extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: a, count: 3, quoted: "3", on: true}}]
            users:
            - name: u
              user:
                exec:
                  apiVersion: client.authentication.k8s.io/v1
                  command: ./bin/login
                  args: [get, token]
                  env: [{name: A, value: b}]
                  installHint: get it
                  provideClusterInfo: true
            """);
        var exec = configuration.User.Exec!;
        exec.Command.ShouldBe($"{folder.Path}/bin/login");
        exec.Arguments.ShouldBe(["get", "token"]);
        exec.Environment["A"].ShouldBe("b");
        exec.InstallHint.ShouldBe("get it");
        exec.Cluster!.ConfigJson.ShouldBe("""{"audience":"a","count":3,"quoted":"3","on":true}""");
        exec.Cluster.CertificateAuthorityData.ShouldBe("Q0E=");
    }

    [Fact]
    public void Of_several_files_the_first_to_name_an_entry_wins_it_whole()
    {
        folder.Write("a/config", """
            contexts: [{name: x, context: {cluster: c, user: u}}]
            users: [{name: u, user: {tokenFile: token}}]
            """);
        folder.Write("b/config", """
            current-context: x
            contexts: [{name: x, context: {cluster: wrong}}]
            clusters: [{name: c, cluster: {server: "https://one", certificate-authority: ca.crt}}]
            users: [{name: u, user: {username: ignored}}]
            """);
        var configuration = LoadListed($"{folder.Path}/missing:{folder.Path}/a/config::{folder.Path}/b/config:{folder.Path}/a/config");
        configuration.User.TokenFile.ShouldBe($"{folder.Path}/a/token");
        configuration.User.Username.ShouldBeNull();
        configuration.Trust.CertificateAuthorityFile.ShouldBe($"{folder.Path}/b/ca.crt");
    }

    [Theory]
    [InlineData("{", "not YAML")]
    [InlineData("[]", "the top must be a map")]
    [InlineData("kind: Pod", "kind is Pod, not Config")]
    [InlineData("clusters: {}", "clusters must be a list")]
    [InlineData("clusters: [1]", "clusters must be a list of maps")]
    [InlineData("", "current-context is not set; there are none")]
    [InlineData("current-context: y\ncontexts: [{name: x}]", "there is no context \"y\"; there are: x")]
    [InlineData("current-context: x\ncontexts: [{name: x}]", "names no cluster")]
    [InlineData("current-context: x\ncontexts: [{name: x, context: {cluster: c}}]", "there is no cluster \"c\"")]
    [InlineData("contexts: [{name: x}, {name: x}]", "contexts has two entries named \"x\"")]
    public void What_makes_no_kubeconfig_is_explained(string text, string explanation) =>
        Should.Throw<KubernetesConfigurationException>(() => Load(text)).Message.ShouldContain(explanation);

    [Theory]
    [InlineData("server: ftp://x", "{}", "not an http or https address")]
    [InlineData("certificate-authority: x", "{}", "has no server")]
    [InlineData("server: https://x, insecure-skip-tls-verify: true, certificate-authority: x", "{}", "exclude each other")]
    [InlineData("server: https://x, insecure-skip-tls-verify: maybe", "{}", "insecure-skip-tls-verify must be true or false")]
    [InlineData("server: https://x, certificate-authority-data: '%%'", "{}", "certificate-authority-data is not base64")]
    [InlineData("server: https://x, proxy-url: 'ftp://p'", "{}", "proxy-url must be")]
    [InlineData("server: https://x", "{client-certificate: a}", "must be given together")]
    [InlineData("server: https://x", "{token: a, username: b}", "exclude each other")]
    [InlineData("server: https://x", "{auth-provider: {name: gcp}}", "use the provider's exec plugin")]
    [InlineData("server: https://x", "{as-groups: [a]}", "need as")]
    [InlineData("server: https://x", "{exec: {command: a, apiVersion: client.authentication.k8s.io/v1alpha1}}", "is not supported")]
    [InlineData("server: https://x", "{exec: {apiVersion: client.authentication.k8s.io/v1}}", "has no command")]
    [InlineData("server: https://x", "{exec: {command: a, apiVersion: client.authentication.k8s.io/v1, interactiveMode: Always}}", "no terminal")]
    public void What_cannot_be_used_is_explained(string cluster, string user, string explanation)
    {
        var text = $"current-context: x\ncontexts: [{{name: x, context: {{cluster: c, user: u}}}}]\n"
            + $"clusters: [{{name: c, cluster: {{{cluster}}}}}]\nusers: [{{name: u, user: {user}}}]\n";
        Should.Throw<KubernetesConfigurationException>(() => Load(text)).Message.ShouldContain(explanation);
    }

    [Fact]
    public void Secrets_do_not_show_in_text() => Load(Minimal).ToString().ShouldNotContain("secret");

    private KubernetesClientConfiguration Load(string text, string? context = null) =>
        new ConfigurationLoader(Environment(null)).Load(folder.Write("config", text), context);

    private KubernetesClientConfiguration LoadListed(string kubeconfigVariable) =>
        new ConfigurationLoader(Environment(kubeconfigVariable)).Load(null, null);

    private ProcessEnvironment Environment(string? kubeconfig) =>
        new(name => name == "KUBECONFIG" ? kubeconfig : null, folder.Path, folder.Path);
}
