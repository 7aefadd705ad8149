//! App::handle(frame) to Reply, and thin doors to it.
