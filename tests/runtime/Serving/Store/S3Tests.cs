using Slipway.Runtime.Serving.Store;
using Slipway.Runtime.Serving.Tests.Support;
using static Slipway.Runtime.Serving.Tests.Support.StoreFixture;

namespace Slipway.Runtime.Serving.Tests.Store;

public sealed class S3Tests(S3Server server) : IClassFixture<S3Server>
{
    [Fact]
    public async Task Fetches_an_object()
    {
        var content = Bytes(300_000);
        await server.PutAsync("single/some model.onnx", content);
        using var store = Store();
        var model = (await store.FetchAsync("s3://models/single/some%20model.onnx", Hex(content))).ShouldSucceed();
        (await File.ReadAllBytesAsync(model.ModelPath)).ShouldBe(content);
        (await store.FetchAsync("s3://models/single/some%20model.onnx")).ShouldSucceed().FromCache.ShouldBeTrue();
    }

    [Fact]
    public async Task Fetches_a_folder_with_everything_below_it()
    {
        var files = new Dictionary<string, byte[]>
        {
            ["rec.onnx"] = Bytes(5_000),
            ["weights/part.bin"] = Bytes(200_000, 2),
            ["labels.txt"] = "a\nb\n"u8.ToArray(),
        };
        foreach (var (name, content) in files) await server.PutAsync($"ocr/2/{name}", content);
        await server.PutAsync("ocr/20/other.onnx", Bytes(10));
        using var store = Store();
        var model = (await store.FetchAsync("s3://models/ocr/2/")).ShouldSucceed();
        foreach (var (name, content) in files) (await File.ReadAllBytesAsync(Path.Combine(model.RootPath, name))).ShouldBe(content);
        model.ModelPath.ShouldBe(Path.Combine(model.RootPath, "rec.onnx"));
        model.LabelsPath.ShouldBe(Path.Combine(model.RootPath, "labels.txt"));
        model.SizeBytes.ShouldBe(files.Values.Sum(content => content.Length));
        model.Digest.ShouldBe("sha256:" + Digests.OfFolder(files.Select(file => KeyValuePair.Create(file.Key, Hex(file.Value)))));
        store.Visible().Length.ShouldBe(3);

        (await store.FetchAsync("s3://models/ocr/2/")).ShouldSucceed().FromCache.ShouldBeTrue();
        var again = (await store.FetchAsync("s3://nowhere/", model.Digest)).ShouldSucceed();
        again.ShouldBe(model with { FromCache = true, IsPinned = true, Use = again.Use });
    }

    [Fact]
    public async Task Goes_on_with_a_partial_object()
    {
        var content = Bytes(400_000, 5);
        await server.PutAsync("resume/m.onnx", content);
        using var store = Store();
        var checks = 0;
        store.FreeBytes = _ => ++checks == 1 ? throw new IOException("pulled plug") : long.MaxValue;
        store.Options = store.Options with { MaxAttempts = 1 };
        (await store.FetchAsync("s3://models/resume/m.onnx")).ShouldFail(StartFailureReason.StorageUnreachable);
        var staged = Directory.EnumerateDirectories(store.Directory["cache/partial"], "*", SearchOption.AllDirectories).Last();
        store.Directory.Write(Path.GetRelativePath(store.Directory.Path, staged) + "/file/model.onnx", content[..150_000]);
        (await store.FetchAsync("s3://models/resume/m.onnx")).ShouldSucceed().Digest.ShouldBe("sha256:" + Hex(content));
        store.Progress[0].Bytes.ShouldBe(150_000);
    }

    [Theory]
    [InlineData("s3://models/none.onnx", StartFailureReason.ModelNotFound)]
    [InlineData("s3://models/none/", StartFailureReason.ModelNotFound)]
    [InlineData("s3://no-such-bucket/m.onnx", StartFailureReason.ModelNotFound)]
    [InlineData("s3://no-such-bucket/m/", StartFailureReason.ModelNotFound)]
    public async Task Says_what_is_missing(string uri, StartFailureReason reason)
    {
        using var store = Store();
        (await store.FetchAsync(uri)).ShouldFail(reason);
    }

    [Theory]
    [InlineData("s3://models/auth.onnx")]
    [InlineData("s3://models/auth/")]
    public async Task Row_38_tells_unknown_keys_apart(string uri)
    {
        await server.PutAsync("auth.onnx", Bytes(10));
        using var store = Store();
        store.Credential("AWS_ACCESS_KEY_ID", "nobody");
        store.Credential("AWS_SECRET_ACCESS_KEY", "SECRET");
        (await store.FetchAsync(uri)).ShouldFail(StartFailureReason.StorageUnauthorized).ShouldNotContain("SECRET");
    }

    [Theory]
    [InlineData(403, "SignatureDoesNotMatch", StartFailureReason.StorageUnauthorized, 1)]
    [InlineData(403, "AccessDenied", StartFailureReason.StorageUnauthorized, 1)]
    [InlineData(400, "ExpiredToken", StartFailureReason.StorageUnauthorized, 1)]
    [InlineData(503, "SlowDown", StartFailureReason.StorageUnreachable, 3)]
    [InlineData(500, "InternalError", StartFailureReason.StorageUnreachable, 3)]
    [InlineData(404, "NoSuchBucket", StartFailureReason.ModelNotFound, 1)]
    [InlineData(301, "PermanentRedirect", StartFailureReason.StorageUnreachable, 1)]
    public async Task Tells_error_codes_apart(int status, string code, StartFailureReason reason, int attempts)
    {
        await using var failing = await LoopbackServer.StartAsync(async (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/xml";
            await using var writer = new StreamWriter(context.Response.Body);
            await writer.WriteAsync($"<Error><Code>{code}</Code><Message>SECRET</Message></Error>");
        });
        using var store = Store();
        store.Credential("AWS_ENDPOINT_URL", failing.Uri);
        var message = (await store.FetchAsync("s3://models/ocr/")).ShouldFail(reason);
        message.ShouldContain(code);
        message.ShouldNotContain("SECRET");
        failing.Requests.Count.ShouldBe(attempts);
    }

    [Fact]
    public async Task Row_51_refuses_a_private_endpoint_that_is_not_allowed()
    {
        using var store = Store();
        store.Options = store.Options with { AllowedHosts = [] };
        (await store.FetchAsync("s3://models/m.onnx")).ShouldFail(StartFailureReason.AddressRefused).ShouldContain("127.0.0.1");
    }

    [Fact]
    public async Task Row_37_says_when_the_store_is_down()
    {
        using var store = Store();
        store.Credential("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
        (await store.FetchAsync("s3://models/m.onnx")).ShouldFail(StartFailureReason.StorageUnreachable).ShouldContain("refused");
    }

    [Theory]
    [InlineData("ocr/../../evil.onnx")]
    [InlineData("ocr//etc/passwd")]
    [InlineData("ocr/a\\b.onnx")]
    [InlineData("elsewhere/m.onnx")]
    public async Task Row_50_refuses_object_names_that_lead_elsewhere(string key)
    {
        await using var hostile = await LoopbackServer.StartAsync(async (context, _) =>
        {
            context.Response.ContentType = "application/xml";
            await using var writer = new StreamWriter(context.Response.Body);
            await writer.WriteAsync(
                "<ListBucketResult><Name>models</Name><IsTruncated>false</IsTruncated><Contents><Key>" + key
                + "</Key><Size>5</Size><ETag>&quot;x&quot;</ETag></Contents></ListBucketResult>");
        });
        using var store = Store();
        store.Credential("AWS_ENDPOINT_URL", hostile.Uri);
        (await store.FetchAsync("s3://models/ocr/")).ShouldFail(StartFailureReason.ModelRefused).ShouldContain("no plain path");
        store.Directory.Files("cache/partial").ShouldBeEmpty();
    }

    private StoreFixture Store()
    {
        var store = new StoreFixture();
        store.Credential("AWS_ACCESS_KEY_ID", S3Server.AccessKey);
        store.Credential("AWS_SECRET_ACCESS_KEY", S3Server.AccessKey);
        store.Credential("AWS_REGION", "eu-central-1");
        store.Credential("AWS_ENDPOINT_URL", server.Endpoint);
        store.Credential("AWS_S3_FORCE_PATH_STYLE", "true");
        return store;
    }
}
