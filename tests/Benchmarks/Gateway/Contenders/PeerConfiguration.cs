namespace Slipway.Benchmarks.Gateway.Contenders;

/// <summary>
/// What haproxy and nginx are told: two threads or workers, connections kept on both sides, nothing logged, bodies of 1 MiB in memory
/// and never on a disk.
/// </summary>
internal static class PeerConfiguration
{
    public static string Haproxy(int port, int replica) => $"""
        global
          nbthread 2
          maxconn 4000
        defaults
          mode http
          timeout connect 1s
          timeout client 60s
          timeout server 300s
          timeout http-keep-alive 60s
          option http-keep-alive
          http-reuse always
        frontend clients
          bind 127.0.0.1:{port}
          default_backend replicas
        backend replicas
          server replica 127.0.0.1:{replica} maxconn 512

        """;

    public static string Nginx(int port, int replica, string folder) => $$"""
        {{(Environment.UserName == "root" ? "user root;" : "")}}
        daemon off;
        worker_processes 2;
        pid {{folder}}/nginx.pid;
        error_log stderr warn;
        events { worker_connections 4096; }
        http {
          access_log off;
          client_max_body_size 64m;
          client_body_buffer_size 1m;
          client_body_temp_path {{folder}}/body;
          proxy_temp_path {{folder}}/proxy;
          fastcgi_temp_path {{folder}}/fastcgi;
          uwsgi_temp_path {{folder}}/uwsgi;
          scgi_temp_path {{folder}}/scgi;
          keepalive_timeout 60s;
          keepalive_requests 1000000000;
          upstream replicas {
            server 127.0.0.1:{{replica}};
            keepalive 512;
            keepalive_requests 1000000000;
          }
          server {
            listen 127.0.0.1:{{port}};
            location / {
              proxy_pass http://replicas;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
            }
          }
        }

        """;
}
