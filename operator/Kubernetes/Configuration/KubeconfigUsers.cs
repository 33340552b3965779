using YamlDotNet.RepresentationModel;

namespace Slipway.Kubernetes.Configuration;

/// <summary>Reads the users of a kubeconfig.</summary>
internal static class KubeconfigUsers
{
    public static KubernetesUser Read(KubeconfigEntry user, KubeconfigEntry cluster)
    {
        if (YamlFields.Find(user.Fields, "auth-provider") is not null)
        {
            throw new KubernetesConfigurationException(
                $"{user.Description}: auth-provider was removed from Kubernetes 1.26; use the provider's exec plugin.");
        }

        var read = new KubernetesUser
        {
            Token = user.Text("token"),
            TokenFile = user.FilePath("tokenFile"),
            Username = user.Text("username"),
            Password = user.Text("password"),
            ClientCertificatePem = user.DecodedText("client-certificate-data"),
            ClientCertificateFile = user.FilePath("client-certificate"),
            ClientKeyPem = user.DecodedText("client-key-data"),
            ClientKeyFile = user.FilePath("client-key"),
            Exec = YamlFields.Map(user.Fields, "exec", user.Description) is { } exec ? ReadExec(exec, user, cluster) : null,
            Impersonation = ReadImpersonation(user),
        };
        Check(read, user.Description);
        return read;
    }

    private static void Check(KubernetesUser user, string description)
    {
        var hasCertificate = (user.ClientCertificatePem ?? user.ClientCertificateFile) is not null;
        var hasKey = (user.ClientKeyPem ?? user.ClientKeyFile) is not null;
        if (hasCertificate != hasKey)
            throw new KubernetesConfigurationException($"{description}: client-certificate and client-key must be given together.");
        if ((user.Token ?? user.TokenFile) is not null && user.Username is not null)
            throw new KubernetesConfigurationException($"{description}: token and username exclude each other.");
    }

    private static ExecPlugin ReadExec(YamlMappingNode exec, KubeconfigEntry user, KubeconfigEntry cluster)
    {
        var owner = $"{user.Description}: exec";
        var command = YamlFields.Text(exec, "command", owner) ?? throw new KubernetesConfigurationException($"{owner} has no command.");
        var apiVersion = YamlFields.Text(exec, "apiVersion", owner);
        if (apiVersion is not ("client.authentication.k8s.io/v1" or "client.authentication.k8s.io/v1beta1"))
        {
            throw new KubernetesConfigurationException(
                $"{owner}: apiVersion \"{apiVersion}\" is not supported, only client.authentication.k8s.io/v1 and v1beta1.");
        }

        if (YamlFields.Text(exec, "interactiveMode", owner) == "Always")
            throw new KubernetesConfigurationException($"{owner}: interactiveMode Always cannot be honoured; this program has no terminal to offer.");

        return new ExecPlugin
        {
            // Like a shell: only a command with a separator is a path, and a relative one starts at the file.
            Command = command.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(command, Path.GetDirectoryName(user.File)!) : command,
            Arguments = YamlFields.Texts(exec, "args", owner),
            Environment = YamlFields.Maps(exec, "env", owner).ToDictionary(
                variable => YamlFields.Text(variable, "name", $"{owner}.env") ?? "",
                variable => YamlFields.Text(variable, "value", $"{owner}.env") ?? "",
                StringComparer.Ordinal),
            ApiVersion = apiVersion,
            InstallHint = YamlFields.Text(exec, "installHint", owner),
            Cluster = YamlFields.Flag(exec, "provideClusterInfo", owner) ? ExecClusters.Describe(cluster) : null,
        };
    }

    private static Impersonation? ReadImpersonation(KubeconfigEntry user)
    {
        var extra = YamlFields.Map(user.Fields, "as-user-extra", user.Description);
        if (user.Text("as") is not { } name)
        {
            return user.Text("as-uid") is null && extra is null && YamlFields.Texts(user.Fields, "as-groups", user.Description).Count == 0
                ? null
                : throw new KubernetesConfigurationException($"{user.Description}: as-uid, as-groups and as-user-extra need as.");
        }

        return new Impersonation(name)
        {
            Uid = user.Text("as-uid"),
            Groups = YamlFields.Texts(user.Fields, "as-groups", user.Description),
            Extra = (extra ?? []).Children.Keys.OfType<YamlScalarNode>().ToDictionary(
                key => key.Value!, key => YamlFields.Texts(extra!, key.Value!, user.Description), StringComparer.Ordinal),
        };
    }
}
